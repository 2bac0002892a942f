package io.offgrid.audit.spi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom this side of a TLS connection trusts and as whom it appears, from PEM files (RFC 7468): for
 * sinks that have the settings {@code ca_file}, {@code client_cert_file} and {@code
 * client_key_file}, and for a server with {@code cert_file} and {@code key_file}. Read once, when
 * it is made; immutable.
 */
public final class TlsFiles {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END ");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448");

  /** How the keys of those algorithms sign, by the name that a key gives its own. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private final X509TrustManager trust;
  private final KeyManager @Nullable [] identity;

  /**
   * Reads the files.
   *
   * @param ca certificates of who may sign the peer's; by default those that the JVM trusts
   * @param clientCert this side's certificate, then those between it and the authority
   * @param clientKey its private key, PKCS #8 without a passphrase
   * @throws IllegalArgumentException if a file is missing or not what it should be; the message
   *     begins with the setting's key and names the file
   */
  public TlsFiles(Optional<Path> ca, Optional<Path> clientCert, Optional<Path> clientKey) {
    if (clientCert.isPresent() != clientKey.isPresent()) {
      String given = clientCert.isPresent() ? "client_cert_file" : "client_key_file";
      String other = clientCert.isPresent() ? "client_key_file" : "client_cert_file";
      throw new IllegalArgumentException(given + " needs " + other + " beside it");
    }
    trust = trust(ca);
    identity =
        clientCert.isPresent()
            ? identity("client_", clientCert.get(), clientKey.orElseThrow())
            : null;
  }

  private TlsFiles(Path cert, Path key) {
    trust = trust(Optional.empty());
    identity = identity("", cert, key);
  }

  /**
   * Reads the files of a server, {@code cert_file} and {@code key_file}.
   *
   * @param cert its certificate, then those between it and the authority
   * @param key its private key, PKCS #8 without a passphrase
   * @throws IllegalArgumentException as the constructor
   */
  public static TlsFiles ofServer(Path cert, Path key) {
    return new TlsFiles(cert, key);
  }

  /** Whom to trust, for libraries that ask for it beside the {@linkplain #context context}. */
  public X509TrustManager trustManager() {
    return trust;
  }

  /** A context for connections. It does not check host names: the connection of a client must. */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity, new X509TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the platform has no TLS", e);
    }
  }

  private static X509TrustManager trust(Optional<Path> ca) {
    try {
      KeyStore trusted = ca.isPresent() ? empty() : null;
      if (trusted != null) {
        for (Certificate certificate : certificates("ca_file", ca.get())) {
          trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
        }
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted);
      return (X509TrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the certificates cannot be used", e);
    }
  }

  private static KeyManager[] identity(String side, Path certFile, Path keyFile) {
    String keySetting = side + "key_file";
    List<Certificate> chain = certificates(side + "cert_file", certFile);
    PrivateKey key = privateKey(keySetting, keyFile);
    if (!belongTogether(key, chain.get(0).getPublicKey())) {
      throw new IllegalArgumentException(
          "%s is not the key of the first certificate in %scert_file: %s"
              .formatted(keySetting, side, keyFile));
    }
    try {
      KeyStore store = empty();
      char[] none = new char[0];
      store.setKeyEntry("own", key, none, chain.toArray(Certificate[]::new));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, none);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          keySetting + " does not fit the certificate: " + keyFile + ": " + e.getMessage());
    }
  }

  private static List<Certificate> certificates(String key, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      List<Certificate> found =
          new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(in));
      if (found.isEmpty()) {
        throw new IllegalArgumentException(key + " holds no certificate: " + file);
      }
      return found;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(key + " holds no PEM certificate: " + file);
    } catch (IOException e) {
      throw unreadable(key, file, e);
    }
  }

  private static PrivateKey privateKey(String setting, Path file) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw unreadable(setting, file, e);
    }
    Matcher matcher = KEY.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException(setting + " holds no PEM private key: " + file);
    }
    if (!matcher.group(1).isEmpty()) {
      throw new IllegalArgumentException(
          "%s holds a key in another form than PKCS #8 without a passphrase: %s;"
                  .formatted(setting, file)
              + " openssl pkcs8 -topk8 -nocrypt makes one of it");
    }
    return decode(setting, matcher.group(2), file);
  }

  private static PrivateKey decode(String setting, String base64, Path file) {
    byte[] encoded;
    try {
      encoded = Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(setting + " is not Base64: " + file);
    }
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (GeneralSecurityException e) {
        // A key of another algorithm.
      }
    }
    throw new IllegalArgumentException(
        setting + " holds no key of " + String.join(", ", ALGORITHMS) + ": " + file);
  }

  /** Whether what one signs is good for the other; key stores do not ask, and peers only refuse. */
  private static boolean belongTogether(PrivateKey own, PublicKey shown) {
    try {
      Signature signature = Signature.getInstance(SIGNATURES.get(own.getAlgorithm()));
      byte[] something = {1};
      signature.initSign(own);
      signature.update(something);
      byte[] signed = signature.sign();
      signature.initVerify(shown);
      signature.update(something);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false; // of another algorithm, or another curve
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static IllegalArgumentException unreadable(String key, Path file, IOException e) {
    String why =
        e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    return new IllegalArgumentException(key + " cannot be read: " + file + ": " + why);
  }
}
