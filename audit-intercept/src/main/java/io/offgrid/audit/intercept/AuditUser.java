package io.offgrid.audit.intercept;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What is passed to this parameter of an {@link Audited} method is who does it, whatever {@link
 * AuditContext} says: the name in a login, when nobody is logged in yet. Of the same types as
 * {@link AuditTarget}.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface AuditUser {}
