package io.offgrid.audit.runtime.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.offgrid.audit.Receipt;
import io.offgrid.audit.chain.RecordTimestamp;
import java.io.IOException;

/** Receipts for programs. Functions only, for any thread. */
public final class ReceiptJson {
  private ReceiptJson() {}

  /** Writes the members of an object. */
  public static void write(JsonGenerator json, Receipt receipt) throws IOException {
    json.writeStringField("id", receipt.id());
    json.writeNumberField("seq", receipt.seq());
    json.writeStringField("timestamp", RecordTimestamp.text(receipt.timestamp()));
    json.writeStringField("signature", receipt.signature());
    json.writeStringField("chain_hash", receipt.chainHash());
  }
}
