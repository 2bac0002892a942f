package io.offgrid.audit.intercept;

import io.offgrid.audit.Severity;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Each call of this method is recorded when it ends: with outcome {@code success} if it returned,
 * with {@code failure} and the class of the exception if it threw.
 *
 * <p>The caller gets the result once the record is in the log. If it cannot be recorded the caller
 * gets an {@link UnrecordedCallException} instead, but <em>the method has run</em>, since how it
 * ends is not known before. Where nothing may happen without a record, set {@link #before}.
 *
 * <p>It counts on public, protected and package-private methods of objects that Guice makes. An
 * override needs an annotation of its own.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Audited {
  /** The type of the event, as in {@code user_create}; {@link io.offgrid.audit.EventTypes}. */
  String value();

  /**
   * The type of the event if the method throws, as in {@code auth_failure}; by default the same.
   */
  String onFailure() default "";

  /**
   * The type of an event that is recorded before the method runs, without an outcome, as in {@code
   * user_delete_begin}; by default there is none. If it cannot be recorded, the method is not run.
   */
  String before() default "";

  Severity severity() default Severity.INFO;

  /** What it is done to, if that is always the same; else mark a parameter {@link AuditTarget}. */
  String target() default "";
}
