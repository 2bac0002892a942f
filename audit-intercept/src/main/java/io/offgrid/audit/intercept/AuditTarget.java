package io.offgrid.audit.intercept;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What is passed to this parameter of an {@link Audited} method is what it is done to: a text, a
 * number, an enum, a {@link java.util.UUID} or a time.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface AuditTarget {
  /** What to put in front: {@code "user/"} makes {@code user/bob} of {@code bob}. */
  String value() default "";
}
