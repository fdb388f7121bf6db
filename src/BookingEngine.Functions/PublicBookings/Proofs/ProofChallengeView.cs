using System.Text.Json.Serialization;
using BookingEngine.PublicBookings;

namespace BookingEngine.Functions.PublicBookings.Proofs;

[Shape("ProofChallenge", "A challenge for a proof of work, as ALTCHA defines it.")]
public sealed record ProofChallengeView(
    [property: Field("What to solve.")] ProofParametersView Parameters,
    [property: Field("Proves that it is unchanged.")] string Signature)
{
    internal static ProofChallengeView Example => new(
        new(ProofChallenges.Algorithm, ProofChallenges.Cost, new("hold", "cut", "localhost:7071"), 1904000000, 32, "8f0a4c0d4b5e6f708192a3b4c5d6e7f8",
            "5d3a9c0d4b5e6f708192a3b4c5d6e7f85d3a9c0d4b5e6f708192a3b4c5d6e7f8", "3f2a9c0d4b5e6f708192a3b4c5d6e7f8", "a12b9c0d4b5e6f708192a3b4c5d6e7f8"),
        "3f2a9c0d4b5e6f708192a3b4c5d6e7f83f2a9c0d4b5e6f708192a3b4c5d6e7f8");

    public static ProofChallengeView Of(ProofChallenge c) => new(
        new(c.Parameters.Algorithm, c.Parameters.Cost, new(c.Parameters.Data.Purpose, c.Parameters.Data.Service, c.Parameters.Data.Tenant), c.Parameters.ExpiresAt,
            c.Parameters.KeyLength, c.Parameters.KeyPrefix, c.Parameters.KeySignature, c.Parameters.Nonce, c.Parameters.Salt),
        c.Signature);
}

[Shape("ProofParameters", "The challenge's parameters. Their names are ALTCHA's.")]
public sealed record ProofParametersView(
    [property: Field("How a key is derived.")] string Algorithm,
    [property: Field("The iterations of each key.")] int Cost,
    [property: Field("What the work is for.")] ProofDataView Data,
    [property: Field("When the challenge expires, in seconds since 1970."), JsonPropertyName("expiresAt")] long ExpiresAt,
    [property: Field("The key's length in bytes."), JsonPropertyName("keyLength")] int KeyLength,
    [property: Field("How the key begins, in hexadecimal."), JsonPropertyName("keyPrefix")] string KeyPrefix,
    [property: Field("The signature of the key."), JsonPropertyName("keySignature")] string KeySignature,
    [property: Field("In hexadecimal. Followed by the counter in four bytes, big endian, it is the password of the key.")] string Nonce,
    [property: Field("In hexadecimal.")] string Salt);

[Shape("ProofData", "What the work is for.")]
public sealed record ProofDataView(
    [property: Field("`hold` or `booking`.")] string Purpose,
    [property: Field("The service's id.")] string Service,
    [property: Field("The deployment.")] string Tenant);
