package hyperhive.privd;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Tag;

/// DESIGN section 3 as dependencies.
@Tag("main-job")
@Tag("attack")
@AnalyzeClasses(packages = "hyperhive", importOptions = ImportOption.DoNotIncludeTests.class)
final class BoundaryRulesTest {
  @ArchTest
  static final ArchRule ONLY_ENDPOINTS_SEE_THE_WIRE =
      noClasses()
          .that()
          .resideInAPackage("hyperhive.privd..")
          .and()
          .resideOutsideOfPackage("hyperhive.privd.endpoint..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("hyperhive.operator.v1..", "hyperhive.agent.v1..", "io.grpc..");

  @ArchTest
  static final ArchRule ONLY_SYS_STARTS_PROCESSES_AND_CALLS_THE_KERNEL =
      noClasses()
          .that()
          .resideInAPackage("hyperhive.privd..")
          .and()
          .resideOutsideOfPackage("hyperhive.privd.sys..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.lang.foreign..").or(simpleName("ProcessBuilder")));

  @ArchTest
  static final ArchRule NOBODY_ASKS_THE_RUNTIME_FOR_A_PROCESS =
      noClasses()
          .that()
          .resideInAPackage("hyperhive.privd..")
          .should()
          .callMethod(Runtime.class, "exec", String.class)
          .orShould()
          .callMethod(Runtime.class, "exec", String[].class);

  @ArchTest
  static final ArchRule THE_OPERATORS_SIDE_KNOWS_NOTHING_OF_THE_AGENTS =
      noClasses()
          .that()
          .resideInAPackage("hyperhive.privd.endpoint.operator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("hyperhive.privd.endpoint.agent..", "hyperhive.agent.v1..");

  @ArchTest
  static final ArchRule THE_AGENTS_SIDE_KNOWS_NOTHING_OF_THE_OPERATORS =
      noClasses()
          .that()
          .resideInAPackage("hyperhive.privd.endpoint.agent..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "hyperhive.privd.endpoint.operator..",
              "hyperhive.operator.v1..",
              "hyperhive.privd.auth..");

  @ArchTest
  static final ArchRule PRIVD_KNOWS_NEITHER_WEBD_NOR_AGENTD =
      noClasses()
          .that()
          .resideInAPackage("hyperhive.privd..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("hyperhive.webd..", "hyperhive.agentd..", "io.helidon..");

  @ArchTest
  static final ArchRule ONLY_THE_STORE_AND_WHAT_IS_KEPT_SEE_SQL =
      noClasses()
          .that()
          .resideInAnyPackage("hyperhive.privd.endpoint..", "hyperhive.privd.lifecycle..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.h2..", "org.flywaydb..", "java.sql..")
                  .and(not(simpleName("SQLException"))));

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("hyperhive.privd.(**)").should().beFreeOfCycles();
}
