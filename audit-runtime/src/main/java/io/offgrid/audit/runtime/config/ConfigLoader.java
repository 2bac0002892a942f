package io.offgrid.audit.runtime.config;

import com.google.inject.Module;
import io.offgrid.audit.AuditException;
import io.offgrid.audit.runtime.FileProblem;
import io.offgrid.audit.runtime.KeySource;
import io.offgrid.audit.runtime.config.ConfigNode.Section;
import io.offgrid.audit.spi.AuditStore;
import io.offgrid.audit.spi.StoreProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one configuration, finds all that is wrong with it, and picks what it names. */
final class ConfigLoader {
  private static final String AUDIT = "audit";
  private static final String STORE = "audit.store";

  private final ConfigSource source;
  private final boolean fromFile;
  private final Problems problems;
  private final Reading reading;

  private ConfigLoader(ConfigSource source, boolean fromFile) {
    this.source = source;
    this.fromFile = fromFile;
    problems = new Problems(fromFile ? source.file().toString() : "configuration");
    reading = new Reading(source, problems);
  }

  static AuditConfig load(ConfigSource source) {
    Optional<FileStamp> stamp = FileStamp.of(source.file());
    Optional<String> text = ConfigText.read(source);
    return new ConfigLoader(source, text.isPresent()).load(text, stamp);
  }

  /** Where the keys come from, as the configuration says now. */
  private static KeySource keys(ConfigSource source) {
    Optional<String> text = ConfigText.read(source);
    if (text.isEmpty()) {
      throw new AuditException(source.file() + " is gone");
    }
    ConfigLoader loader = new ConfigLoader(source, true);
    AuditSettings settings = loader.settings(loader.section(text));
    KeySource keys = new KeyChoice(loader.reading).choose(settings, source.home());
    loader.problems.throwIfAny();
    return keys;
  }

  private AuditConfig load(Optional<String> text, Optional<FileStamp> stamp) {
    AuditSettings settings = settings(section(text));
    List<Described> described = reading.takeDescribed();
    Optional<Component<?, AuditStore>> store = store(settings.store());
    List<Described> storeDescribed = reading.takeDescribed();
    ConfiguredSinks picker = new ConfiguredSinks(reading);
    List<ConfiguredSink> sinks = new ArrayList<>();
    guard(() -> sinks.addAll(picker.pick(settings)));
    List<Described> sinksDescribed = reading.takeDescribed();
    Exporters exporters = new Exporters(source, settings.exporters());
    guard(() -> exporters.check(reading));
    List<Described> exportersDescribed = reading.takeDescribed();
    List<Module> modules = new UserModules(reading).load(settings.modules());
    KeyChoice choice = new KeyChoice(reading);
    KeySource keys = choice.choose(settings, source.home());
    List<String> warnings = warnings(choice);
    problems.throwIfAny();
    return new AuditConfig(
        source,
        settings,
        new AuditConfig.Parts(
            store.orElseThrow(), following(keys, stamp), sinks, exporters, modules),
        warnings,
        ordered(
            described,
            keys,
            Map.of(
                STORE,
                storeDescribed,
                AUDIT + ".sinks",
                sinksDescribed,
                AUDIT + ".exporters",
                exportersDescribed)));
  }

  private Section section(Optional<String> text) {
    return text.map(yaml -> YamlReader.read(yaml, problems)).orElse(Section.empty("default"));
  }

  /** Keys that stand in the file follow it when it is changed; files of their own do anyway. */
  private KeySource following(KeySource keys, Optional<FileStamp> stamp) {
    return keys instanceof InlineKeys
        ? new ConfiguredKeys(keys, stamp, () -> FileStamp.of(source.file()), () -> keys(source))
        : keys;
  }

  private AuditSettings settings(Section section) {
    Section known = section;
    if (source.directory() != null) {
      String path = source.directory().toString().replace("${", "$${");
      known = known.with(new Section.Entry("dir", "--dir", new ConfigNode.Text(path, "--dir")));
    }
    return new SettingsBinder(reading).bind(AuditSettings.class, known, AUDIT).orElseThrow();
  }

  private Optional<Component<?, AuditStore>> store(ComponentChoice choice) {
    if (source.directory() != null) {
      choice
          .settings()
          .section()
          .entry("dir")
          .ifPresent(
              entry ->
                  problems.add(
                      entry.place(),
                      "audit.store.dir says where the log is, so that --dir could not; use"
                          + " audit.dir instead"));
    }
    List<Component<?, AuditStore>> found = new ArrayList<>();
    guard(
        () -> {
          Providers<StoreProvider<?>> providers = Providers.stores();
          Optional<StoreProvider<?>> provider = providers.find(choice.type());
          if (provider.isEmpty()) {
            problems.add(reading.place(STORE), STORE + ": " + providers.unknown(choice.type()));
          }
          provider
              .flatMap(p -> new ComponentPicker(reading).pick(p, choice.settings(), STORE))
              .ifPresent(found::add);
        });
    return found.stream().findFirst();
  }

  /** A provider at fault is one problem among others. */
  private void guard(Runnable picking) {
    try {
      picking.run();
    } catch (AuditException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private List<String> warnings(KeyChoice keys) {
    List<String> warnings = new ArrayList<>();
    keys.warnings().forEach(warning -> warnings.add(problems.source() + ": " + warning));
    if (fromFile && reading.holdsSecret()) {
      try {
        FileModes.exposed(source.file())
            .ifPresent(
                mode ->
                    warnings.add(
                        "%1$s: it holds a secret, and others than its owner can read or change it (mode %2$s): chmod 600 %1$s"
                            .formatted(source.file(), mode)));
      } catch (IOException e) {
        warnings.add(source.file() + ": its mode cannot be read: " + FileProblem.of(e));
      }
    }
    return warnings;
  }

  /** What belongs to a key comes after it. */
  private List<Described> ordered(
      List<Described> settings, KeySource keys, Map<String, List<Described>> parts) {
    List<Described> all = new ArrayList<>();
    for (Described line : settings) {
      boolean generated =
          line.key().equals("audit.hmac_key_file") && keys instanceof GeneratedKeyFile;
      all.add(
          generated
              ? new Described(
                  line.key(), source.home().resolve(KeyChoice.GENERATED).toString(), line.origin())
              : line);
      all.addAll(parts.getOrDefault(line.key(), List.of()));
    }
    return all;
  }
}
