using System.Text;
using BookingEngine.Ports;
using BookingEngine.Users;
using NSec.Cryptography;

namespace BookingEngine.Infrastructure.Security;

/// <summary>Argon2id from libsodium. Each hash uses one core and much memory, so at most one per core runs at a time.</summary>
public sealed class Argon2PasswordHasher(IRandomBytes random, Argon2Cost cost) : IPasswordHasher, IDisposable
{
    private const int SaltSize = 16, HashSize = 32;
    private readonly SemaphoreSlim _concurrency = new(Environment.ProcessorCount);
    private readonly Argon2Hash _decoy = new(cost, new byte[SaltSize], new byte[HashSize]);

    /// <summary>Called with the cost of each hash before it is computed.</summary>
    public Action<Argon2Cost> Hashing { get; init; } = _ => { };

    public async Task<string> HashAsync(string password, CancellationToken cancellation)
    {
        var salt = new byte[SaltSize];
        random.Fill(salt);
        return new Argon2Hash(cost, salt, await DeriveAsync(cost, password, salt, cancellation)).ToString();
    }

    public async Task<PasswordCheck> VerifyAsync(string password, string? hash, CancellationToken cancellation)
    {
        if (hash is not null && BcryptHash.IsBcrypt(hash))
        {
            return await RunAsync(() => BcryptHash.Verify(password, hash), cancellation) ? PasswordCheck.PassedNeedsRehash : PasswordCheck.Failed;
        }

        var stored = hash is null ? _decoy : Argon2Hash.Parse(hash);
        var derived = await DeriveAsync(stored.Cost, password, stored.Salt, cancellation);
        var same = System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(derived, stored.Hash);
        return (same && hash is not null, stored.Cost == cost) switch
        {
            (false, _) => PasswordCheck.Failed,
            (true, true) => PasswordCheck.Passed,
            (true, false) => PasswordCheck.PassedNeedsRehash,
        };
    }

    public void Dispose() => _concurrency.Dispose();

    private async Task<byte[]> DeriveAsync(Argon2Cost with, string password, byte[] salt, CancellationToken cancellation)
    {
        var algorithm = PasswordBasedKeyDerivationAlgorithm.Argon2id(new Argon2Parameters
        {
            DegreeOfParallelism = 1,
            MemorySize = with.MemoryKiB,
            NumberOfPasses = with.Passes,
        });
        Hashing(with);
        return await RunAsync(() => algorithm.DeriveBytes(Encoding.UTF8.GetBytes(password), salt, HashSize), cancellation);
    }

    private async Task<T> RunAsync<T>(Func<T> hashing, CancellationToken cancellation)
    {
        await _concurrency.WaitAsync(cancellation);
        try
        {
            // Not on the caller's thread: it may be the one that released the semaphore, and would delay its own request.
            return await Task.Run(hashing, CancellationToken.None);
        }
        finally
        {
            _concurrency.Release();
        }
    }
}
