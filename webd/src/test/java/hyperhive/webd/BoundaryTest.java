package hyperhive.webd;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Who may know whom.
@Tag("main-job")
class BoundaryTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("hyperhive.webd");

  @Test
  void webdKnowsOfTheProjectOnlyItselfAndTheWire() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("hyperhive.privd..", "hyperhive.agentd..", "hyperhive.agent..")
        .check(CLASSES);
  }

  @Test
  void onlyTheClientSeesGeneratedMessagesAndGrpc() {
    noClasses()
        .that()
        .resideOutsideOfPackage("hyperhive.webd.privd..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("hyperhive.operator..", "com.google.protobuf..", "io.grpc..")
        .check(CLASSES);
  }

  @Test
  void templatesGetPageModelsOnly() {
    noClasses()
        .that()
        .resideInAPackage("hyperhive.webd.jte..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "hyperhive.webd.privd..",
            "hyperhive.webd.session..",
            "hyperhive.webd.live..",
            "hyperhive.wire..",
            "io.helidon..")
        .check(CLASSES);
  }

  @Test
  void modelsAndTextKnowNoServer() {
    noClasses()
        .that()
        .resideInAnyPackage("hyperhive.webd.model..", "hyperhive.webd.text..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.helidon..", "gg.jte..", "hyperhive.webd.page..")
        .check(CLASSES);
  }

  @Test
  void webdStartsNoProcessAndOpensNoFileOfAnyoneElse() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.ProcessBuilder")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("hyperhive.webd")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.nio.file.Files")
        .check(CLASSES);
  }

  @Test
  void theRunTimeHoldsNothingOfPrivd() {
    for (String name :
        new String[] {
          "hyperhive.privd.Main",
          "org.eclipse.jgit.lib.Repository",
          "org.h2.Driver",
          "org.flywaydb.core.Flyway"
        }) {
      org.junit.jupiter.api.Assertions.assertThrows(
          ClassNotFoundException.class, () -> Class.forName(name));
    }
  }
}
