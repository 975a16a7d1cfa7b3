package hyperhive.agentd;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Tag;

@Tag("main-job")
@AnalyzeClasses(packages = "hyperhive.agentd", importOptions = DoNotIncludeTests.class)
class BoundaryTest {
  @ArchTest
  static final ArchRule OF_THE_HIVE_ONLY_THE_WIRE =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("hyperhive..")
                  .and(
                      DescribedPredicate.not(
                          com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                              "hyperhive.agentd..", "hyperhive.wire..", "hyperhive.agent.v1.."))));

  @ArchTest
  static final ArchRule SHELL_CALLS_DO_NOT_LOAD_THE_MCP_LIBRARY =
      noClasses()
          .that()
          .resideOutsideOfPackage("hyperhive.agentd.mcp..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.modelcontextprotocol..");

  @ArchTest
  static final ArchRule ONLY_THE_TURN_LOOP_STARTS_PROCESSES =
      noClasses()
          .that()
          .resideOutsideOfPackage("hyperhive.agentd.turn..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ProcessBuilder.class);
}
