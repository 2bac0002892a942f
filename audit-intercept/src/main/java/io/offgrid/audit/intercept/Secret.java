package io.offgrid.audit.intercept;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Never recorded, in no form, not as a hash either: a hash of something that can be guessed tells
 * it.
 *
 * <p>On a component of a record or on a type it wins over {@link Detail}: the component is left
 * out. On a parameter, of this method or of one that it overrides, it makes it an error to record
 * that parameter.
 */
@Documented
@Inherited
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Secret {}
