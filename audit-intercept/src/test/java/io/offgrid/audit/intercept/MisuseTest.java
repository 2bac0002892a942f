package io.offgrid.audit.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Inject;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.ProvisionException;
import com.google.inject.spi.Message;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each message names class and method, and the cure. */
class MisuseTest {
  private final Journal journal = new Journal();

  @AfterEach
  void close() {
    journal.close();
  }

  private List<String> problems(Class<?> type) {
    CreationException error =
        Objects.requireNonNull(
            catchThrowableOfType(CreationException.class, () -> journal.make(type)), "none");
    String here = MisuseTest.class.getName() + "$";
    return error.getErrorMessages().stream()
        .map(Message::getMessage)
        .map(message -> message.replace(here, ""))
        .sorted()
        .toList();
  }

  static class Unreachable {
    @Audited("a")
    @SuppressWarnings("UnusedMethod")
    private void hidden() {}

    @Audited("b")
    static void shared() {}

    @Audited("c")
    final void fixed(int n, String s) {}
  }

  @Test
  void refusesMethodsThatGuiceCannotIntercept() {
    assertThat(problems(Unreachable.class))
        .containsExactly(
            "Unreachable.fixed(int, String): is final, and Guice intercepts by overriding; remove final from the method",
            "Unreachable.hidden(): is private, and Guice intercepts only what it can override; make it public",
            "Unreachable.shared(): is static, and Guice intercepts only what it can override; make it public");
  }

  static final class Sealed {
    @Audited("a")
    void call() {}
  }

  @Test
  void refusesAFinalClass() {
    assertThat(problems(Sealed.class))
        .containsExactly(
            "Sealed.call(): Sealed is final, and Guice intercepts by a subclass; remove final from the class"
                .replace(": Sealed", ": " + Sealed.class.getName())
                .replace(MisuseTest.class.getName() + "$", ""));
  }

  static class BadTypes {
    @Audited(value = "User Create", onFailure = "key_rotate", before = "A")
    void call() {}
  }

  @Test
  void refusesTypesThatCannotBeRecorded() {
    String form =
        " is not of the form [a-z][a-z0-9_.]{0,63}: use lower-case letters, digits, '_' and '.', beginning with a letter";
    assertThat(problems(BadTypes.class))
        .containsExactly(
            "BadTypes.call(): @Audited(before): type \"A\"" + form,
            "BadTypes.call(): @Audited(onFailure): type \"key_rotate\" is reserved: only the log itself writes it; choose another type",
            "BadTypes.call(): @Audited(value): type \"User Create\"" + form);
  }

  static class Doubled {
    @Audited("a")
    void parameters(@AuditTarget String a, @AuditTarget String b) {}

    @Audited(value = "b", target = "t")
    void fixedAndParameter(@AuditTarget String a) {}

    @Audited("c")
    void users(@AuditUser String a, @AuditUser String b) {}

    @Audited("d")
    void details(@Detail("x") String a, @Detail("x") String b) {}
  }

  @Test
  void refusesTwoOfWhatAnEventHasOneOf() {
    assertThat(problems(Doubled.class))
        .containsExactly(
            "Doubled.details(String, String): has two details called \"x\"; name them apart",
            "Doubled.fixedAndParameter(String): has 2 targets; an event has one: make details of the others",
            "Doubled.parameters(String, String): has 2 targets; an event has one: make details of the others",
            "Doubled.users(String, String): has 2 users; an event has one: make details of the others");
  }

  static class BadNames {
    @Audited("a")
    void call(@Detail(" ") String a, @Detail("exception") String b) {}
  }

  @Test
  void refusesNamesOfDetailsThatTellNothingOrAreTaken() {
    assertThat(problems(BadNames.class))
        .containsExactly(
            "BadNames.call(String, String): @Detail(\"exception\") is where the class of an exception goes; choose another name",
            "BadNames.call(String, String): a @Detail has no name; give it one");
  }

  record Session(String id, StringBuilder notes) {}

  record Node(String name, List<Node> children) {}

  static class BadDetails {
    @Audited("a")
    void call(
        @Detail("o") Object o,
        @Detail("c") char[] c,
        @Detail("l") List<? extends Number> l,
        @Detail("r") Session r,
        @Detail("n") Node n,
        @Detail("m") Map<Session, String> m) {}

    @Audited("b")
    @SuppressWarnings("rawtypes")
    void raw(@Detail("l") List l, @AuditTarget List<String> target) {}
  }

  @Test
  void refusesDetailsThatMayPrintAnything() {
    String method = "BadDetails.call(Object, char[], List, Session, Node, Map): parameter ";
    String cure =
        "; pass a text, number, enum or time, a record or collection of these, or remove @Detail";
    assertThat(problems(BadDetails.class))
        .containsExactly(
            method + "1 cannot be a detail: java.lang.Object may print anything" + cure,
            method + "2 cannot be a detail: char[] may print anything" + cure,
            method + "3 cannot be a detail: java.lang.Number may print anything" + cure,
            method
                + "4 cannot be a detail: Session.notes: java.lang.StringBuilder may print anything"
                + cure,
            method + "5 cannot be a detail: Node.children: Node holds itself" + cure,
            method + "6 cannot be a detail: Session may print anything as a name" + cure,
            "BadDetails.raw(List, List): parameter 1 cannot be a detail: java.util.List does not say what is in it"
                + cure,
            "BadDetails.raw(List, List): parameter 2 cannot be a target or user: java.util.List<java.lang.String> is not a text, number, enum, UUID or time; pass one of these");
  }

  @Secret
  record Pin(int digits) {}

  interface Login {
    void login(String name, @Secret String password);
  }

  static class Secrets implements Login {
    @Override
    @Audited("a")
    public void login(@AuditUser String name, @Detail("password") String password) {}

    @Audited("b")
    void own(@Detail("p") @Secret String password, @Detail("pin") Pin pin) {}

    @Audited("c")
    void inside(@Detail("pins") List<Pin> pins) {}
  }

  @Test
  void refusesToRecordWhatIsSecret() {
    String both = "is to be recorded, but is @Secret; remove the one or the other";
    assertThat(problems(Secrets.class))
        .containsExactly(
            "Secrets.inside(List): parameter 1 cannot be a detail: Pin is secret; pass a text, number, enum or time, a record or collection of these, or remove @Detail",
            "Secrets.login(String, String): parameter 2 " + both,
            "Secrets.own(String, Pin): parameter 1 " + both,
            "Secrets.own(String, Pin): parameter 2 " + both);
  }

  static class Later {
    @Audited("a")
    CompletableFuture<String> call() {
      return CompletableFuture.completedFuture("");
    }
  }

  @Test
  void refusesAFutureWhoseOutcomeNobodyKnows() {
    assertThat(problems(Later.class))
        .containsExactly(
            "Later.call(): returns a CompletableFuture, so nobody knows the outcome when it returns; audit the method that does the work, or record by AuditLog when it is done");
  }

  interface Store<T> {
    @Audited("store")
    void put(T value);
  }

  static class Shelf implements Store<String> {
    @Override
    public void put(String value) {}
  }

  static class Parent {
    @Audited("a")
    void call() {}
  }

  static class Child extends Parent {
    @Override
    void call() {}
  }

  static class Forgotten {
    void call(@Detail("a") String a) {}
  }

  @Test
  void refusesToLoseAnAnnotationThatJavaDoesNotInherit() {
    assertThat(problems(Child.class))
        .containsExactly(
            "Child.call(): takes the place of Parent.call(), which is @Audited, but is not itself: Java does not inherit annotations of methods; put @Audited here too");
    assertThat(problems(Shelf.class))
        .containsExactly(
            "Shelf.put(String): takes the place of Store.put(Object), which is @Audited, but is not itself: Java does not inherit annotations of methods; put @Audited here too");
    assertThat(problems(Forgotten.class))
        .containsExactly(
            "Forgotten.call(String): has parameters to record, but is not @Audited; put @Audited on the method");
  }

  private static final String NOT_MADE =
      "MisuseTest$Parent.call(): calls would not be recorded, since Guice has not made this object itself, or cannot see the method; bind the class, not an instance or a provider that calls its constructor, and make class and method public";

  @Test
  void refusesAnInstanceThatGuiceHasNotMade() {
    Module instance = binder -> binder.bind(Parent.class).toInstance(new Parent());
    assertThatThrownBy(() -> journal.make(Journal.class, instance))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining(NOT_MADE);
  }

  /** Wants what a method of a module gives. */
  static class Wanting {
    final Object object;

    @Inject
    Wanting(Object object) {
      this.object = object;
    }
  }

  @Test
  void refusesWhatAProviderHasMadeByAConstructor() {
    Module provider =
        new AbstractModule() {
          @Provides
          Object parent() {
            return new Parent();
          }
        };
    assertThatThrownBy(() -> journal.make(Wanting.class, provider))
        .isInstanceOf(ProvisionException.class)
        .hasMessageContaining(NOT_MADE);
  }

  @Test
  void acceptsWhatAProviderHandsOnFromGuice() {
    Module provider =
        new AbstractModule() {
          @Provides
          Object parent(Parent parent) {
            return parent;
          }
        };
    assertThat(journal.make(Wanting.class, provider).object).isInstanceOf(Parent.class);
  }
}
