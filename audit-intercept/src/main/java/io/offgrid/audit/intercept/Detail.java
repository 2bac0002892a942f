package io.offgrid.audit.intercept;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What is passed to this parameter of an {@link Audited} method goes into the details, as it was
 * when the method was called.
 *
 * <p>Text, numbers, booleans, enums, {@link java.util.UUID} and what {@code java.time} has are
 * recorded; of records, their components, except those that are {@link Secret}; of optionals,
 * collections and maps from text, what is in them if it is one of these. A parameter of any other
 * type is an error, because nobody knows what its {@code toString} tells.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Detail {
  /** The name of the member of the details. */
  String value();
}
