package io.offgrid.audit.cli.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.offgrid.audit.EventTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnakeCaseTest {
  @ParameterizedTest
  @CsvSource({
    "DescribeInstances, describe_instances",
    "Describe instances, describe_instances",
    "AUOMS_EXECVE, auoms_execve",
    "HTTPServerError, http_server_error",
    "ListMFADevices, list_mfa_devices",
    "EC2Instance, ec2_instance",
    "user.login, user.login",
    "Microsoft.Compute/virtualMachines/write, microsoft.compute_virtual_machines_write",
    "a-b, a_b",
    "a: (b), a_b",
    "'\u001b[31mred', x_31mred",
    "4624, x_4624",
    "4624 Logon, x_4624_logon",
    "KeyRotate, x_key_rotate",
    "key rotate, x_key_rotate",
    "integrity_failure, x_integrity_failure",
    "_private, private",
    "@timestamp, timestamp",
    "Größe, gr_e",
    "'', event",
    "' ', event",
    "日本, event",
    "___, event",
    "..., event"
  })
  void makesATypeOfAName(String name, String type) {

    assertThat(SnakeCase.type(name)).isEqualTo(type);
  }

  @Test
  void cutsToSixtyFourCharacters() {
    assertThat(SnakeCase.type("a".repeat(70))).isEqualTo("a".repeat(64));
    assertThat(SnakeCase.type("7".repeat(70))).isEqualTo("x_" + "7".repeat(62));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X", "I", "İstanbul", "0", ".", "a.", "\ud800", "log set-aside", "_9"})
  void alwaysMakesATypeThatMayBeRecorded(String name) {
    EventTypes.requireRecordable(SnakeCase.type(name));
    EventTypes.requireRecordable(SnakeCase.type(name.repeat(100)));
  }
}
