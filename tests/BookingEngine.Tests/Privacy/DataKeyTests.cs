using System.Security.Cryptography;
using BookingEngine.Ports;
using BookingEngine.Privacy;

namespace BookingEngine.Tests.Privacy;

public sealed class DataKeyTests
{
    private static readonly DataKey First = KeyOf(1), Second = KeyOf(2);
    private static readonly byte[] Key = [.. Enumerable.Range(0, DataKey.Size).Select(n => (byte)n)];

    [Fact]
    public void A_wrapped_key_is_opened_only_by_its_data_key()
    {
        var stored = First.Wrap("ada", Key);

        Assert.Equal(Key, new DataKeys(First).Unwrap("ada", stored));
        Assert.Equal(Key, new DataKeys(Second, First).Unwrap("ada", stored));
        Assert.Equal((true, false), (First.Wrapped(stored), Second.Wrapped(stored)));
        Assert.Equal(
            "DATA_KEY must be the one that the persons' keys in this store are wrapped with. To change it, set DATA_KEY_PREVIOUS to that one.",
            Assert.Throws<UnusableStoreException>(() => new DataKeys(Second).Unwrap("ada", stored)).Message);
        Assert.StartsWith(
            "DATA_KEY must be set", Assert.Throws<UnusableStoreException>(() => DataKeys.None.Unwrap("ada", stored)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_key_stays_readable_with_every_data_key()
    {
        Assert.Equal(Key, DataKeys.None.Unwrap("ada", Key));
        Assert.Equal(Key, new DataKeys(First, Second).Unwrap("ada", Key));
        byte[] likeWrapped = [1, .. Key[1..]];
        Assert.Equal(likeWrapped, new DataKeys(First).Unwrap("ada", likeWrapped));
    }

    [Fact]
    public void A_key_of_another_person_or_an_altered_one_does_not_open()
    {
        var stored = First.Wrap("ada", Key);

        Assert.Throws<AuthenticationTagMismatchException>(() => First.Unwrap("bob", stored));
        Assert.All(Enumerable.Range(9, stored.Length - 9), n =>
        {
            byte[] altered = [.. stored];
            altered[n] ^= 1;
            Assert.Throws<AuthenticationTagMismatchException>(() => First.Unwrap("ada", altered));
        });
    }

    [Fact]
    public void The_same_key_is_wrapped_alike_and_others_differently()
    {
        Assert.Equal(First.Wrap("ada", Key), KeyOf(1).Wrap("ada", Key));
        string[] nonces = [NonceOf(First.Wrap("ada", Key)), NonceOf(First.Wrap("bob", Key)), NonceOf(First.Wrap("ada", new byte[32])), NonceOf(Second.Wrap("ada", Key))];
        Assert.Equal(nonces.Length, nonces.Distinct().Count());
    }

    /// <summary>The shape of stored keys. It never changes.</summary>
    [Fact]
    public void A_key_that_was_wrapped_by_an_earlier_version_opens()
    {
        var stored = Convert.FromHexString(
            "01908668c96b564b0d23615bed42fa7c3c02798d5e00718303be1d97dcc3cd095c82a4725d6fb33487056df15c"
            + "b59761118674cd1a93d3d39836ab8cdd5cf42bc41d89996d");
        Assert.Equal(Key, First.Unwrap("ada", stored));
        Assert.Equal(stored, First.Wrap("ada", Key));
    }

    [Fact]
    public void A_check_value_is_opened_by_the_current_and_earlier_data_keys()
    {
        var check = new DataKeys(First).CheckValue;

        new DataKeys(First).EnsureOpens(check);
        new DataKeys(Second, First).EnsureOpens(check);
        new DataKeys(Second).EnsureOpens(null);
        DataKeys.None.EnsureOpens(null);
        Assert.Throws<UnusableStoreException>(() => new DataKeys(Second).EnsureOpens(check));
        Assert.Throws<UnusableStoreException>(() => DataKeys.None.EnsureOpens(check));
        check![^1] ^= 1;
        Assert.Equal(
            "The stored check value of DATA_KEY is damaged. Restore it from a backup.",
            Assert.Throws<UnusableStoreException>(() => new DataKeys(First).EnsureOpens(check)).Message);
    }

    private static DataKey KeyOf(byte fill) => new([.. Enumerable.Repeat(fill, DataKey.Size)]);

    private static string NonceOf(byte[] stored) => Convert.ToHexStringLower(stored.AsSpan(9, 12));
}
