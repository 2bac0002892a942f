"""Makes a modular application that requires every published module but audit-server, whose Javalin insists on Jetty's modules for
WebSocket, which we leave out. Usage: outsider.py BUILD VERSION FOLDER"""
import os
import sys
import xml.etree.ElementTree as xml

build, version, folder = sys.argv[1:]
names = {"": "http://maven.apache.org/POM/4.0.0"}


def pom(module):
    return xml.parse(f"{build}/{module}/pom.xml").getroot()


def property_of(module, name):
    return module.findtext(f"properties/{name}", default="", namespaces=names)


modules = {module.text: pom(module.text) for module in pom(".").find("modules", names)}
jars = {name: property_of(module, "module.name") for name, module in modules.items() if property_of(module, "module.name")
        and property_of(module, "maven.deploy.skip") != "true" and name != "audit-server"}
dependencies = "".join(f"<dependency><groupId>io.offgrid.audit</groupId><artifactId>{name}</artifactId></dependency>\n" for name in jars)
requires = "".join(f"  requires {module};\n" for module in jars.values())

sources = f"{folder}/src/main/java"
os.makedirs(f"{sources}/outsider")
with open(f"{folder}/pom.xml", "w", encoding="utf-8") as file:
    file.write(f"""<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion>
<groupId>outsider</groupId>
<artifactId>outsider</artifactId>
<version>1</version>
<properties><maven.compiler.release>17</maven.compiler.release><project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
<dependencyManagement><dependencies><dependency>
<groupId>io.offgrid.audit</groupId><artifactId>audit-bom</artifactId><version>{version}</version><type>pom</type><scope>import</scope>
</dependency></dependencies></dependencyManagement>
<dependencies>{dependencies}<!-- more --></dependencies>
<build><plugins>
<plugin><artifactId>maven-resources-plugin</artifactId><version>3.3.1</version></plugin>
<plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.1</version></plugin>
<plugin><artifactId>maven-surefire-plugin</artifactId><version>3.5.4</version><configuration><skip>true</skip></configuration></plugin>
<plugin><artifactId>maven-jar-plugin</artifactId><version>3.5.0</version></plugin>
<plugin><artifactId>maven-dependency-plugin</artifactId><version>3.9.0</version><executions><execution>
<phase>package</phase><goals><goal>copy-dependencies</goal></goals>
<configuration><includeScope>runtime</includeScope><outputDirectory>${{project.build.directory}}/lib</outputDirectory></configuration>
</execution></executions></plugin>
</plugins></build>
</project>
""")
with open(f"{sources}/module-info.java", "w", encoding="utf-8") as file:
    file.write(f"module outsider {{\n{requires}}}\n")
with open(f"{sources}/outsider/Main.java", "w", encoding="utf-8") as file:
    file.write("""package outsider;

import io.offgrid.audit.AuditEvent;
import io.offgrid.audit.AuditLog;
import io.offgrid.audit.Verdict;
import io.offgrid.audit.VerifyRequest;
import io.offgrid.audit.runtime.VerifyOnStart;
import io.offgrid.audit.runtime.config.AuditConfig;
import io.offgrid.audit.runtime.config.ConfigSource;

/** Records and verifies; the store is found as a service of its module. */
public class Main {
  public static void main(String[] args) throws Exception {
    try (var deployment = AuditConfig.load(ConfigSource.of(System.getenv(), null, null)).deploy();
        AuditLog log = deployment.openLog(VerifyOnStart.FULL)) {
      log.recordAndWait(AuditEvent.builder("modular").build());
      var report = log.verify(VerifyRequest.standard());
      System.out.println(AuditLog.class.getModule().getName() + ": " + report.verdict());
      if (report.verdict() != Verdict.OK) {
        throw new IllegalStateException(report.toString());
      }
    }
  }
}
""")
