package io.offgrid.audit.runtime.config;

import io.offgrid.audit.runtime.ForwardSettings;
import io.offgrid.audit.runtime.ForwardedSink;
import io.offgrid.audit.runtime.config.ConfigNode.Section;
import io.offgrid.audit.runtime.config.ConfigNode.Section.Entry;
import io.offgrid.audit.spi.Sink;
import io.offgrid.audit.spi.SinkProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Picks the sinks that a configuration names. Each has one section for the keys of every sink and
 * those of its type together. Looks for providers only where there is a sink.
 */
final class ConfiguredSinks {
  private static final String TYPE = "type";
  private static final String NAME = "name";
  private static final String LIST = "audit.sinks";

  private final Reading reading;
  private final Map<String, String> places = new HashMap<>();
  private @Nullable Providers<SinkProvider<?>> providers;

  ConfiguredSinks(Reading reading) {
    this.reading = reading;
  }

  /** All that are right; what is wrong with the others has been added to the problems. */
  List<ConfiguredSink> pick(AuditSettings settings) {
    List<ConfiguredSink> sinks = new ArrayList<>();
    settings.syslog().ifPresent(raw -> named("syslog", raw.section()).ifPresent(sinks::add));
    settings.webhook().ifPresent(raw -> named("webhook", raw.section()).ifPresent(sinks::add));
    for (int i = 0; i < settings.sinks().size(); i++) {
      listed(settings.sinks().get(i).section(), Reading.entry(i, LIST)).ifPresent(sinks::add);
    }
    return sinks;
  }

  private Optional<ConfiguredSink> named(String type, Section section) {
    places.put(type, section.place());
    return sink(type, type, section, "audit." + type);
  }

  private Optional<ConfiguredSink> listed(Section section, String path) {
    Optional<String> type = text(section, TYPE, path);
    Optional<String> name = text(section, NAME, path).filter(n -> isName(n, section, path));
    if (type.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    return sink(
        type.get(), name.get(), section.without(TYPE).without(NAME), LIST + "." + name.get());
  }

  private Optional<String> text(Section section, String key, String path) {
    Optional<Entry> entry = section.entry(key);
    if (entry.isEmpty()) {
      reading.problems.add(section.place(), path + ": " + key + " is missing");
    }
    return entry.flatMap(
        found ->
            new ValueBinder(reading, new SettingsBinder(reading))
                .text(found.value(), path + "." + key, "a text"));
  }

  private boolean isName(String name, Section section, String path) {
    String place = section.entry(NAME).map(Entry::place).orElse(section.place());
    if (!ForwardedSink.isName(name)) {
      reading.problems.add(place, path + ": " + ForwardedSink.nameRule(name));
      return false;
    }
    String other = places.putIfAbsent(name, place);
    if (other != null) {
      reading.problems.add(
          place, "%s: there is a sink %s already, at %s".formatted(path, name, other));
    }
    return other == null;
  }

  private Optional<ConfiguredSink> sink(String type, String name, Section section, String path) {
    Optional<SinkProvider<?>> provider = providers().find(type);
    if (provider.isEmpty()) {
      reading.problems.add(section.place(), path + ": " + providers().unknown(type));
      return Optional.empty();
    }
    return bound(provider.get(), name, section, path);
  }

  private <S extends Record> Optional<ConfiguredSink> bound(
      SinkProvider<S> provider, String name, Section section, String path) {
    List<String> common = SettingsShape.of(ForwardSettings.class).keys();
    List<String> own = ComponentPicker.keys(provider);
    TreeSet<String> known = new TreeSet<>(common);
    known.addAll(own);
    for (Entry entry : section.entries()) {
      if (!known.contains(entry.key())) {
        reading.problems.add(
            entry.place(),
            path + "." + entry.key() + " is not a known key" + Nearest.hint(entry.key(), known));
      }
    }
    Optional<ForwardSettings> forwarding =
        new SettingsBinder(reading).bind(ForwardSettings.class, only(section, common), path);
    boolean enabled = forwarding.map(ForwardSettings::enabled).orElse(true);
    Optional<Component<S, Sink>> component =
        new ComponentPicker(reading)
            .pick(provider, new RawSettings(only(section, own)), path, enabled);
    return forwarding.flatMap(f -> component.map(c -> new ConfiguredSink(name, f, c)));
  }

  private static Section only(Section section, List<String> keys) {
    return new Section(
        section.entries().stream().filter(entry -> keys.contains(entry.key())).toList(),
        section.place());
  }

  private Providers<SinkProvider<?>> providers() {
    Providers<SinkProvider<?>> found = providers;
    if (found == null) {
      found = Providers.sinks();
      providers = found;
    }
    return found;
  }
}
