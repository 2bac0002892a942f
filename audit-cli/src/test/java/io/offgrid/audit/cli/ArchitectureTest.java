package io.offgrid.audit.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.time.Clock;
import java.util.concurrent.Executor;

/** Which room may know which: cli to runtime to chain and api; plugins to the api alone. */
@AnalyzeClasses(packages = "io.offgrid.audit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String API = "io.offgrid.audit";
  private static final String SPI = "io.offgrid.audit.spi..";
  private static final String CHAIN = "io.offgrid.audit.chain..";
  private static final String RUNTIME = "io.offgrid.audit.runtime..";
  private static final String CONFIG = "io.offgrid.audit.runtime.config..";
  private static final String CLI = "io.offgrid.audit.cli..";
  private static final String TESTKIT = "io.offgrid.audit.testkit..";
  private static final String STORE_FILE = "io.offgrid.audit.store.file..";
  private static final String SYSLOG = "io.offgrid.audit.sink.syslog..";
  private static final String WEBHOOK = "io.offgrid.audit.sink.webhook..";
  private static final String EXPORT = "io.offgrid.audit.export..";
  private static final String INTERCEPT = "io.offgrid.audit.intercept..";
  private static final String SERVER = "io.offgrid.audit.server..";
  private static final String JSPECIFY = "org.jspecify..";

  @ArchTest
  static final ArchRule apiKnowsTheJdkAlone =
      classes()
          .that()
          .resideInAnyPackage(API, SPI)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(API, SPI, JSPECIFY, "java..", "javax.net..");

  @ArchTest
  static final ArchRule chainKnowsTheApi =
      noClasses()
          .that()
          .resideInAPackage(CHAIN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              SPI, RUNTIME, CLI, STORE_FILE, SYSLOG, WEBHOOK, EXPORT, SERVER, TESTKIT);

  @ArchTest
  static final ArchRule chainHasNoFilesThreadsOrClock =
      noClasses()
          .that()
          .resideInAPackage(CHAIN)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.nio.file..", "java.util.concurrent", "java.util.concurrent.locks..")
                  .or(assignableTo(Thread.class))
                  .or(assignableTo(Executor.class))
                  .or(assignableTo(File.class))
                  .or(assignableTo(Clock.class)));

  @ArchTest
  static final ArchRule runtimeKnowsChainAndApi =
      noClasses()
          .that()
          .resideInAPackage(RUNTIME)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CLI, STORE_FILE, SYSLOG, WEBHOOK, EXPORT, SERVER, TESTKIT);

  @ArchTest
  static final ArchRule runtimeDoesNotKnowItsConfiguration =
      noClasses()
          .that()
          .resideInAPackage("io.offgrid.audit.runtime")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CONFIG);

  @ArchTest
  static final ArchRule pluginsKnowTheApiAlone =
      noClasses()
          .that()
          .resideInAnyPackage(STORE_FILE, SYSLOG, WEBHOOK, EXPORT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CHAIN, RUNTIME, CLI, SERVER, TESTKIT);

  @ArchTest
  static final ArchRule pluginsDoNotKnowEachOther =
      noClasses()
          .that()
          .resideInAPackage(STORE_FILE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SYSLOG, WEBHOOK, EXPORT);

  @ArchTest
  static final ArchRule sinksDoNotKnowEachOther =
      noClasses()
          .that()
          .resideInAPackage(SYSLOG)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(WEBHOOK, STORE_FILE, EXPORT);

  @ArchTest
  static final ArchRule onlyTheSyslogSinkKnowsLog4j =
      noClasses()
          .that()
          .resideOutsideOfPackage(SYSLOG)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.logging.log4j..");

  @ArchTest
  static final ArchRule cliKnowsRuntimeAndApi =
      noClasses()
          .that()
          .resideInAPackage(CLI)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CHAIN, STORE_FILE, SYSLOG, WEBHOOK, EXPORT, TESTKIT);

  @ArchTest
  static final ArchRule serverKnowsRuntimeAndApi =
      noClasses()
          .that()
          .resideInAPackage(SERVER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CHAIN, CLI, STORE_FILE, SYSLOG, WEBHOOK, EXPORT, TESTKIT);

  @ArchTest
  static final ArchRule onlyServingKnowsTheServer =
      noClasses()
          .that()
          .resideOutsideOfPackage(SERVER)
          .and()
          .doNotHaveSimpleName("Serving")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SERVER);

  @ArchTest
  static final ArchRule onlyTheServerKnowsJavalinAndJetty =
      noClasses()
          .that()
          .resideOutsideOfPackage(SERVER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

  @ArchTest
  static final ArchRule onlyConfigurationAndInterceptionKnowGuice =
      noClasses()
          .that()
          .resideOutsideOfPackages(CONFIG, INTERCEPT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.google.inject..",
              "com.google.common..",
              "jakarta.inject..",
              "org.aopalliance..");

  @ArchTest
  static final ArchRule onlyTheConfigurationKnowsYaml =
      noClasses()
          .that()
          .resideOutsideOfPackage(CONFIG)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.yaml..");

  @ArchTest
  static final ArchRule interceptionKnowsTheApiAlone =
      classes()
          .that()
          .resideInAPackage(INTERCEPT)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              INTERCEPT, API, SPI, JSPECIFY, "java..", "com.google.inject..", "org.aopalliance..");

  @ArchTest
  static final ArchRule nobodyKnowsInterception =
      noClasses()
          .that()
          .resideOutsideOfPackage(INTERCEPT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(INTERCEPT);

  @ArchTest
  static final ArchRule theTextOfTheCliKnowsNoCommands =
      noClasses()
          .that()
          .resideInAnyPackage("io.offgrid.audit.cli.text..", "io.offgrid.audit.cli.intake..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.offgrid.audit.cli", "picocli..");
}
