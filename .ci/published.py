"""Checks what a build published. Usage: published.py BUILD REPOSITORY AGAIN DEPLOYED: the folder of the build, and our artifacts as it
installed them, as another build did, and as it deployed them."""
import os
import sys
import xml.etree.ElementTree as xml
import zipfile

build, repository, again, deployed = sys.argv[1:]
POM = "{http://maven.apache.org/POM/4.0.0}"
failures = []


def check(holds, what):
    if not holds:
        failures.append(what)


def pom(path):
    return xml.parse(path).getroot()


def find(element, path):
    return element.find("/".join(POM + name for name in path.split("/")))


def text(element, path):
    found = find(element, path)
    return "" if found is None else found.text


root = pom(f"{build}/pom.xml")
version = text(root, "version")
modules = {module.text: pom(f"{build}/{module.text}/pom.xml") for module in find(root, "modules")}
published = {name: module for name, module in modules.items() if text(module, "properties/maven.deploy.skip") != "true"}


def check_pom(name, path):
    with open(path, encoding="utf-8") as file:
        check("${" not in file.read(), f"{name}: its pom has an unresolved ${{")
    made = pom(path)
    check(find(made, "parent") is None, f"{name}: its pom has a parent")
    for gone in ("build", "profiles", "properties", "repositories"):
        check(find(made, gone) is None, f"{name}: its pom has {gone}")
    for kept in ("name", "description", "licenses/license/name"):
        check(text(made, kept), f"{name}: its pom has no {kept}")
    for dependency in made.iter(POM + "dependency"):
        of = text(dependency, "artifactId")
        check(text(dependency, "version"), f"{name}: its pom has no version of {of}")
        check(text(dependency, "scope") != "test", f"{name}: its pom has the test dependency {of}")


def manifest(jar):
    lines = jar.read("META-INF/MANIFEST.MF").decode().replace("\r\n ", "").splitlines()
    return dict(line.split(": ", 1) for line in lines if ": " in line)


def check_jars(name, module, folder):
    at = f"{folder}/{name}-{version}"
    for kind in (".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", "-cyclonedx.xml"):
        if not os.path.exists(at + kind):
            failures.append(f"{name}: {kind} is missing")
            return
    with zipfile.ZipFile(at + ".jar") as jar, zipfile.ZipFile(at + "-sources.jar") as sources, zipfile.ZipFile(at + "-javadoc.jar") as docs:
        says = manifest(jar)
        check(says.get("Automatic-Module-Name") == text(module, "properties/module.name"), f"{name}: its module is named {says.get('Automatic-Module-Name')}")
        check(says.get("Implementation-Version") == version, f"{name}: its manifest has no version")
        check(says.get("Implementation-Title") == text(module, "name"), f"{name}: its manifest has no title")
        main = f"{build}/{name}/src/main/java"
        written = {os.path.relpath(os.path.join(dir, file), main) for dir, _, files in os.walk(main) for file in files}
        check(written == {file for file in sources.namelist() if file.endswith(".java")}, f"{name}: its sources are not those of src/main/java")
        for file in jar.namelist():
            top = file.removesuffix(".class").split("$")[0] + ".java"
            check(not file.endswith(".class") or top in written, f"{name}: {file} is not from src/main/java")
            check(not file.endswith(".java"), f"{name}: {file} in the jar")
        for made in (jar, sources, docs):
            modes = {info.external_attr >> 16 for info in made.infolist()}
            check(modes <= {0o40755, 0o100644, 0o100755}, f"{name}: built with another umask than 022: {[oct(mode) for mode in modes]}")
        check("index.html" in docs.namelist(), f"{name}: its javadoc has no index")


def artifacts(of):
    return sorted(
        os.path.relpath(os.path.join(dir, file), of)
        for dir, _, files in os.walk(of)
        for file in files
        if not file.startswith(("maven-metadata", "_remote.repositories", "resolver-status")))


def difference(one, other):
    if not zipfile.is_zipfile(one):
        return "differs"
    with zipfile.ZipFile(one) as a, zipfile.ZipFile(other) as b:
        differing = [file for file in a.namelist() if file in b.namelist() and a.read(file) != b.read(file)]
        names = set(a.namelist()) ^ set(b.namelist())
        return f"differs in {sorted(names) or differing[:5] or 'order, times or modes'}"


def same():
    check(artifacts(repository) == artifacts(again), f"other files were built: {set(artifacts(repository)) ^ set(artifacts(again))}")
    for file in set(artifacts(repository)) & set(artifacts(again)):
        one, other = f"{repository}/{file}", f"{again}/{file}"
        with open(one, "rb") as a, open(other, "rb") as b:
            check(a.read() == b.read(), f"not reproducible: {file} {difference(one, other)}")


for folder, did in ((repository, "installed"), (deployed, "deployed")):
    there = set(os.listdir(folder))
    check(there == set(published), f"{did} though not published, or the other way round: {sorted(there ^ set(published))}")
for name, module in published.items():
    folder = f"{repository}/{name}/{version}"
    check_pom(name, f"{folder}/{name}-{version}.pom")
    if text(module, "packaging") != "pom":
        check_jars(name, module, folder)
        check(os.path.exists(f"{build}/{name}/target/THIRD-PARTY.txt"), f"{name}: no list of third parties")
same()

for failure in sorted(failures):
    print("publish:", failure)
if not failures:
    print(f"{len(published)} modules, {len(artifacts(repository))} files, twice the same bytes")
sys.exit(1 if failures else 0)
