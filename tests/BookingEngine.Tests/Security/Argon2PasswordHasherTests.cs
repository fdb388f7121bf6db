using BookingEngine.Infrastructure.Security;
using BookingEngine.Users;

namespace BookingEngine.Tests.Security;

public sealed class Argon2PasswordHasherTests
{
    private static readonly Argon2Cost Cheap = new(MemoryKiB: 64, Passes: 1), Cheaper = new(MemoryKiB: 32, Passes: 1);

    [Fact]
    public async Task New_hashes_have_the_parameters_that_owasp_recommends()
    {
        using var hasher = new Argon2PasswordHasher(new SystemRandomBytes(), Argon2Cost.Today);
        var hash = await hasher.HashAsync("correct horse", CancellationToken.None);
        Assert.Matches(@"^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$", hash);
        Assert.Equal(PasswordCheck.Passed, await hasher.VerifyAsync("correct horse", hash, CancellationToken.None));
    }

    [Theory]
    [InlineData("correct horse", "correct horse", PasswordCheck.Passed)]
    [InlineData("correct horse", "Correct horse", PasswordCheck.Failed)]
    [InlineData("correct horse", "correct horse ", PasswordCheck.Failed)]
    [InlineData("пароль☃𝕏", "пароль☃𝕏", PasswordCheck.Passed)]
    [InlineData("a\0b-12345", "a", PasswordCheck.Failed)]
    public async Task A_password_matches_only_its_own_hash(string set, string tried, PasswordCheck expected)
    {
        using var hasher = new Argon2PasswordHasher(new SystemRandomBytes(), Cheap);
        var hash = await hasher.HashAsync(set, CancellationToken.None);
        Assert.Equal(expected, await hasher.VerifyAsync(tried, hash, CancellationToken.None));
    }

    [Fact]
    public async Task Passwords_that_differ_after_72_bytes_have_different_hashes()
    {
        using var hasher = new Argon2PasswordHasher(new SystemRandomBytes(), Cheap);
        var hash = await hasher.HashAsync(new string('x', 100) + "a", CancellationToken.None);
        Assert.Equal(PasswordCheck.Failed, await hasher.VerifyAsync(new string('x', 100) + "b", hash, CancellationToken.None));
    }

    [Fact]
    public async Task A_hash_with_other_parameters_matches_and_needs_rehashing()
    {
        using var before = new Argon2PasswordHasher(new SystemRandomBytes(), Cheaper);
        using var now = new Argon2PasswordHasher(new SystemRandomBytes(), Cheap);
        var hash = await before.HashAsync("correct horse", CancellationToken.None);
        Assert.Equal(PasswordCheck.PassedNeedsRehash, await now.VerifyAsync("correct horse", hash, CancellationToken.None));
        Assert.Equal(PasswordCheck.Failed, await now.VerifyAsync("wrong horse", hash, CancellationToken.None));
    }

    [Fact]
    public async Task Without_a_hash_verification_fails_at_the_usual_cost()
    {
        List<Argon2Cost> hashed = [];
        using var hasher = new Argon2PasswordHasher(new SystemRandomBytes(), Cheap) { Hashing = hashed.Add };
        Assert.Equal(PasswordCheck.Failed, await hasher.VerifyAsync("anything", null, CancellationToken.None));
        Assert.Equal([Cheap], hashed);
    }
}
