import Foundation
import TestSupport

/// A FIDO authenticator in software: what OpenSSH calls a security key provider (sk-api.h, 9.2),
/// made of C and libcrypto. With it the stock `ssh-keygen` makes and uses `ed25519-sk` keys.
struct SoftAuthenticator {
  let library: String

  /// Whether this machine can make one.
  static let isPossible =
    ["cc", "ssh-keygen"].allSatisfy { Tool.find($0) != nil }
    && FileManager.default.fileExists(atPath: "/usr/include/openssl/evp.h")
    && FileManager.default.fileExists(atPath: "/usr/lib/openssh/ssh-sk-helper")

  init(in folder: URL) throws {
    let file = folder.appending(path: "authenticator.c")
    try Data(Self.source.utf8).write(to: file)
    library = folder.appending(path: "authenticator.so").path
    let built = try Tool.find("cc")?.run([
      "-shared", "-fPIC", "-o", library, file.path, "-lcrypto",
    ])
    guard built?.status == 0 else { throw Fault(text: built?.errors ?? "no cc") }
  }

  struct Fault: Error { let text: String }

  /// The environment in which OpenSSH finds it.
  var environment: [String: String] { ["SSH_SK_PROVIDER": library] }

  /// The key handle is the private key itself: nothing is kept, nobody is asked.
  private static let source = #"""
    #include <openssl/evp.h>
    #include <openssl/sha.h>
    #include <stdint.h>
    #include <stdlib.h>
    #include <string.h>

    struct sk_option;
    struct sk_enroll_response {
      uint8_t flags;
      uint8_t *public_key; size_t public_key_len;
      uint8_t *key_handle; size_t key_handle_len;
      uint8_t *signature; size_t signature_len;
      uint8_t *attestation_cert; size_t attestation_cert_len;
      uint8_t *authdata; size_t authdata_len;
    };
    struct sk_sign_response {
      uint8_t flags;
      uint32_t counter;
      uint8_t *sig_r; size_t sig_r_len;
      uint8_t *sig_s; size_t sig_s_len;
    };

    uint32_t sk_api_version(void) { return 0x000a0000; }

    int sk_enroll(uint32_t alg, const uint8_t *challenge, size_t challenge_len,
        const char *application, uint8_t flags, const char *pin, struct sk_option **options,
        struct sk_enroll_response **response) {
      if (alg != 1) return -2;
      EVP_PKEY *key = NULL;
      EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_ED25519, NULL);
      if (EVP_PKEY_keygen_init(ctx) <= 0 || EVP_PKEY_keygen(ctx, &key) <= 0) return -1;
      struct sk_enroll_response *r = calloc(1, sizeof *r);
      r->flags = flags;
      r->public_key_len = 32;
      r->public_key = malloc(32);
      EVP_PKEY_get_raw_public_key(key, r->public_key, &r->public_key_len);
      r->key_handle_len = 32;
      r->key_handle = malloc(32);
      EVP_PKEY_get_raw_private_key(key, r->key_handle, &r->key_handle_len);
      r->signature_len = 1;
      r->signature = calloc(1, 1);
      r->authdata_len = 1;
      r->authdata = calloc(1, 1);
      *response = r;
      return 0;
    }

    int sk_sign(uint32_t alg, const uint8_t *data, size_t data_len, const char *application,
        const uint8_t *handle, size_t handle_len, uint8_t flags, const char *pin,
        struct sk_option **options, struct sk_sign_response **response) {
      if (alg != 1) return -2;
      uint8_t message[69];
      SHA256((const uint8_t *)application, strlen(application), message);
      message[32] = flags;
      memcpy(message + 33, "\x12\x34\x56\x78", 4);
      SHA256(data, data_len, message + 37);
      EVP_PKEY *key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, handle, handle_len);
      struct sk_sign_response *r = calloc(1, sizeof *r);
      r->flags = flags;
      r->counter = 0x12345678;
      r->sig_r_len = 64;
      r->sig_r = malloc(64);
      EVP_MD_CTX *ctx = EVP_MD_CTX_new();
      if (key == NULL || EVP_DigestSignInit(ctx, NULL, NULL, NULL, key) <= 0
          || EVP_DigestSign(ctx, r->sig_r, &r->sig_r_len, message, sizeof message) <= 0) return -1;
      *response = r;
      return 0;
    }

    int sk_load_resident_keys(const char *pin, struct sk_option **options, void ***keys,
        size_t *count) { return -2; }
    """#
}
