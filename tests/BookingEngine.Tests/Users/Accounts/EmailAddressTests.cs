using BookingEngine.Users;

namespace BookingEngine.Tests.Users.Accounts;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ada@example.com")]
    [InlineData("ada.lovelace+clinic@sub.example.co.uk")]
    [InlineData("o'brien!#$%&*/=?^_`{|}~-@example.com")]
    [InlineData("\"ada lovelace\"@example.com")]
    [InlineData("\"a\\\"b\\\\\"@example.com")]
    [InlineData("\"a@b\"@example.com")]
    [InlineData("x@example.com")]
    [InlineData("jörg@example.com")]
    [InlineData("ada@bücher.example")]
    public void A_valid_address_is_accepted_unchanged(string text) => Assert.Equal(text, EmailAddress.TryParse(text)?.Value);

    [Theory]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("@example.com")]
    [InlineData("ada@")]
    [InlineData("ada@localhost")]
    [InlineData("ada@example.com.")]
    [InlineData("ada@.example.com")]
    [InlineData("ada@-example.com")]
    [InlineData("ada@exa_mple.com")]
    [InlineData("ada@[127.0.0.1]")]
    [InlineData("ada@127.0.0.1")]
    [InlineData("a da@example.com")]
    [InlineData(" ada@example.com")]
    [InlineData("ada@example.com ")]
    [InlineData("ada@example.com\nBcc: all@example.com")]
    [InlineData("ada\r\n@example.com")]
    [InlineData("ada@example.com,bob@example.com")]
    [InlineData("ada@example.com;bob@example.com")]
    [InlineData("Ada <ada@example.com>")]
    [InlineData("<ada@example.com>")]
    [InlineData("ada(comment)@example.com")]
    [InlineData(".ada@example.com")]
    [InlineData("ada.@example.com")]
    [InlineData("a..da@example.com")]
    [InlineData("a@da@example.com")]
    [InlineData("\"ada@example.com")]
    [InlineData("\"a\"b\"@example.com")]
    [InlineData("\"ada\\\"@example.com")]
    [InlineData("\"a\\\\\"b\"@example.com")]
    [InlineData("\"a\nb\"@example.com")]
    [InlineData("ada\u200b@example.com")]
    [InlineData("ada@example.com\0")]
    public void An_invalid_address_is_refused(string text) => Assert.Null(EmailAddress.TryParse(text));

    [Fact]
    public void An_unpaired_surrogate_is_refused() => Assert.Null(EmailAddress.TryParse("ad\ud83da@example.com"));

    [Fact]
    public void An_address_has_at_most_64_characters_before_at_and_254_total()
    {
        var longest = $"{new string('l', 64)}@{string.Join('.', Enumerable.Repeat(new string('d', 61), 3))}.com";
        Assert.Equal(254, longest.Length);
        Assert.NotNull(EmailAddress.TryParse(longest));
        Assert.Null(EmailAddress.TryParse(longest + "m"));
        Assert.Null(EmailAddress.TryParse($"{new string('l', 65)}@example.com"));
    }

    [Theory]
    [InlineData("ada@example.com", "ADA@Example.COM")]
    [InlineData("jörg@example.com", "JÖRG@EXAMPLE.com")]
    [InlineData("ada@bücher.example", "ada@xn--bcher-kva.example")]
    public void Two_spellings_of_one_mailbox_are_equal(string one, string other) =>
        Assert.Equal(EmailAddress.TryParse(one)!.Canonical, EmailAddress.TryParse(other)!.Canonical);
}
