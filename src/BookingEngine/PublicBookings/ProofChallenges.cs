using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BookingEngine.Catalogue;
using BookingEngine.Idempotency;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.PublicBookings;

/// <summary>Sets challenges, and checks what was sent to solve them. A challenge is signed and not stored. A solution is good once.</summary>
/// <param name="previous">The key before it, whose challenges are still valid. Null for none.</param>
/// <param name="tenant">The deployment's address. ASCII.</param>
public sealed class ProofChallenges(byte[] key, byte[]? previous, string tenant, IRandomBytes random, OneTimeUses uses)
{
    public const string Algorithm = "PBKDF2/SHA-256";

    /// <summary>With the counters, some 0.1 s of work on a desktop and 1 s on a slow phone.</summary>
    public const int Cost = 5_000, LowestCounter = 40, HighestCounter = 80;

    private const int Size = 16, KeySize = 32, MaximumLength = 2_000;

    /// <summary>Longer than any hold: the form that has the challenge may be open for as long.</summary>
    public static readonly Duration Lifetime = Duration.FromHours(2);

    public ProofChallenge Create(ServiceId service, ProofPurpose purpose, Instant now)
    {
        var bytes = new byte[(2 * Size) + sizeof(uint)];
        random.Fill(bytes);
        var (nonce, salt) = (bytes[..Size], bytes[Size..(2 * Size)]);
        var counter = LowestCounter + (BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(2 * Size)) % (HighestCounter - LowestCounter + 1));
        var derived = DeriveKey(nonce, salt, (uint)counter);
        var parameters = new ProofParameters(
            Algorithm, Cost, DataOf(service, purpose), (now + Lifetime).ToUnixTimeSeconds(), KeySize, Hex(derived.AsSpan(0, Size)), Sign(key, "key:", derived),
            Hex(nonce), Hex(salt));
        return new(parameters, Sign(key, "", TextOf(parameters)));
    }

    /// <summary>Whether a challenge of ours for this service and purpose was solved, and its solution was not used before.</summary>
    /// <param name="proof">Base64 of the challenge and its solution as JSON, as ALTCHA sends it.</param>
    /// <param name="use">A second request for the same is not another use. Null if every request is one.</param>
    public async Task<bool> TryUseAsync(string proof, ServiceId service, ProofPurpose purpose, string? use, Instant now, CancellationToken cancellation) =>
        Read(proof) is { } payload && IsOurs(payload.Challenge, DataOf(service, purpose), now) && IsSolved(payload)
        && await uses.TryUseAsync($"proof of work {payload.Challenge.Parameters.Nonce}", use, now, cancellation);

    // The cost is signed, but an earlier version may have asked for less.
    private bool IsOurs(ProofChallenge challenge, ProofData data, Instant now) =>
        challenge.Parameters is { Algorithm: Algorithm, Cost: Cost, KeyLength: KeySize } p && p.Data == data && now.ToUnixTimeSeconds() < p.ExpiresAt
        && IsSigned("", TextOf(p), challenge.Signature);

    // Only who has derived the key knows all of it: the challenge says how it begins.
    private bool IsSolved(ProofPayload payload) =>
        payload.Solution.DerivedKey is { Length: 2 * KeySize } text && text.All(char.IsAsciiHexDigitLower)
        && text.StartsWith(payload.Challenge.Parameters.KeyPrefix, StringComparison.Ordinal)
        && IsSigned("key:", Convert.FromHexString(text), payload.Challenge.Parameters.KeySignature);

    private ProofData DataOf(ServiceId service, ProofPurpose purpose) =>
        new(purpose is ProofPurpose.Hold ? "hold" : "booking", service.Value, tenant);

    private bool IsSigned(string context, byte[] content, string signature) =>
        IsEqual(Sign(key, context, content), signature) || (previous is not null && IsEqual(Sign(previous, context, content), signature));

    private static bool IsEqual(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.UTF8.GetBytes(given));

    private static string Sign(byte[] secret, string context, byte[] content) =>
        Hex(HMACSHA256.HashData(secret, (byte[])[.. Encoding.ASCII.GetBytes(context), .. content]));

    private static byte[] DeriveKey(byte[] nonce, byte[] salt, uint counter)
    {
        var password = new byte[nonce.Length + sizeof(uint)];
        nonce.CopyTo(password, 0);
        BinaryPrimitives.WriteUInt32BigEndian(password.AsSpan(nonce.Length), counter);
        return Rfc2898DeriveBytes.Pbkdf2(password, salt, Cost, HashAlgorithmName.SHA256, KeySize);
    }

    private static byte[] TextOf(ProofParameters parameters) => JsonSerializer.SerializeToUtf8Bytes(parameters, ProofJson.Default.ProofParameters);

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    private static ProofPayload? Read(string proof)
    {
        if (proof.Length > MaximumLength || !Base64.IsValid(proof))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(Convert.FromBase64String(proof), ProofJson.Default.ProofPayload);
        }
        catch (JsonException)
        {
            return null; // not what a browser sends
        }
    }
}
