using System.Text.Json.Serialization;

namespace BookingEngine.PublicBookings;

/// <summary>What a visitor does with a slot after the work.</summary>
public enum ProofPurpose
{
    Hold,
    Booking,
}

/// <summary>A challenge of the protocol of ALTCHA, version 3. Its members have that protocol's names.</summary>
/// <param name="Signature">HMAC-SHA-256 over the parameters as JSON with sorted names, in hexadecimal.</param>
public sealed record ProofChallenge(ProofParameters Parameters, string Signature);

/// <summary>In the order of their names, as they are signed.</summary>
/// <param name="Cost">The iterations of each key.</param>
/// <param name="ExpiresAt">In seconds since 1970.</param>
/// <param name="KeyLength">In bytes.</param>
/// <param name="KeyPrefix">How the wanted key begins, in hexadecimal.</param>
/// <param name="KeySignature">HMAC-SHA-256 over the wanted key: a solution is checked without deriving a key.</param>
public sealed record ProofParameters(
    string Algorithm, int Cost, ProofData Data, long ExpiresAt, int KeyLength, string KeyPrefix, string KeySignature, string Nonce, string Salt);

/// <summary>What the work is for.</summary>
/// <param name="Tenant">The deployment.</param>
public sealed record ProofData(string Purpose, string Service, string Tenant);

/// <param name="Counter">With it, the nonce gives the key.</param>
public sealed record ProofSolution(long Counter, string DerivedKey);

public sealed record ProofPayload(ProofChallenge Challenge, ProofSolution Solution);

[JsonSerializable(typeof(ProofPayload))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
internal sealed partial class ProofJson : JsonSerializerContext;
