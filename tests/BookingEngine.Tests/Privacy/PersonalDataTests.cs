using System.Security.Cryptography;
using BookingEngine.Infrastructure.Security;
using BookingEngine.Privacy;
using BookingEngine.Tests.InMemory;

namespace BookingEngine.Tests.Privacy;

public sealed class PersonalDataTests
{
    private readonly InMemoryPersonKeys _keys = new([], Steps.Locked());
    private readonly PersonalData _data;

    public PersonalDataTests() => _data = new PersonalData(_keys, new SystemRandomBytes());

    [Fact]
    public async Task An_encrypted_value_is_decrypted_with_the_persons_key()
    {
        var encryptedName = (await _data.KeyForAsync("ada"))!.Encrypt("Ada ☃");
        Assert.Equal("Ada ☃", (await _data.FindKeyAsync("ada", CancellationToken.None))!.Decrypt(encryptedName));
        Assert.DoesNotContain("Ada", encryptedName.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_text_is_never_encrypted_alike()
    {
        var key = await _data.KeyForAsync("ada");
        Assert.NotEqual(key!.Encrypt("Ada"), key.Encrypt("Ada"));
    }

    [Fact]
    public async Task A_value_of_another_person_cannot_be_decrypted()
    {
        var encryptedName = (await _data.KeyForAsync("ada"))!.Encrypt("Ada");
        await _keys.SaveAsync("bob", (await _keys.FindAsync("ada", CancellationToken.None))!);
        var bob = await _data.KeyForAsync("bob");
        Assert.Throws<AuthenticationTagMismatchException>(() => bob!.Decrypt(encryptedName));
    }

    [Fact]
    public async Task An_erased_person_has_no_key()
    {
        await _data.KeyForAsync("ada");
        await _data.EraseAsync("ada");
        Assert.Null(await _data.FindKeyAsync("ada", CancellationToken.None));
    }

    [Fact]
    public async Task An_erased_person_never_gets_another_key()
    {
        await _data.KeyForAsync("ada");
        await _data.EraseAsync("ada");
        await _data.EraseAsync("grace");
        Assert.Null(await _data.KeyForAsync("ada"));
        Assert.Null(await _data.KeyForAsync("grace"));
        Assert.Null(await _data.KeyForAsync("ada", "booking 1"));
        Assert.True(await _data.IsErasedAsync("ada", CancellationToken.None));
        Assert.False(await _data.IsErasedAsync("bob", CancellationToken.None));
    }

    [Theory]
    [InlineData("ada")]
    [InlineData("booking 1")]
    public async Task A_text_of_a_matter_needs_both_keys(string erased)
    {
        var (text, other) = ((await _data.KeyForAsync("ada", "booking 1"))!.Encrypt("Mind the dog"), (await _data.KeyForAsync("ada", "booking 2"))!.Encrypt("Ring twice"));
        Assert.Equal("Mind the dog", await DecryptAsync("booking 1", text));
        await _data.EraseAsync(erased);
        Assert.Null(await DecryptAsync("booking 1", text));
        Assert.Equal(erased == "ada" ? null : "Ring twice", await DecryptAsync("booking 2", other));
    }

    [Fact]
    public async Task A_text_from_before_matters_had_keys_is_readable()
    {
        var text = (await _data.KeyForAsync("ada"))!.Encrypt("Mind the dog");
        Assert.Equal("Mind the dog", await DecryptAsync("booking 1", text));
        await _data.EraseAsync("booking 1");
        Assert.Equal("Mind the dog", await DecryptAsync("booking 1", text));
    }

    private async Task<string?> DecryptAsync(string matter, Encrypted text) =>
        (await _data.FindKeysAsync([("ada", matter)], CancellationToken.None)).GetValueOrDefault(("ada", matter))?.Decrypt(text);

    [Fact]
    public async Task A_lookup_hash_is_stable_across_instances_and_hides_the_text()
    {
        var one = await new LookupKey(_keys, new SystemRandomBytes()).HashAsync("ada@example.com", CancellationToken.None);
        var other = await new LookupKey(_keys, new SystemRandomBytes()).HashAsync("ada@example.com", CancellationToken.None);
        Assert.Equal(one, other);
        Assert.Equal(64, one.Length);
        Assert.NotEqual(Convert.ToHexStringLower(SHA256.HashData("ada@example.com"u8)), one);
    }
}
