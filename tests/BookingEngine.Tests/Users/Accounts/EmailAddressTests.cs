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
    [InlineData("ada@bücher.example", "ada@BÜCHER.example")]
    [InlineData("ada@bücher.example", "ada@bu\u0308cher.example")]
    [InlineData("ada@bücher.example", "ada@BU\u0308CHER。EXAMPLE")]
    [InlineData("ada@example.com", "ada@\uff25xample.com")]
    [InlineData("ada@example.com", "ada@exam\u00adple.com")]
    [InlineData("jörg@example.com", "jo\u0308rg@example.com")]
    [InlineData("jörg@example.com", "JO\u0308RG@example.com")]
    [InlineData("\u01f0@example.com", "J\u030c@example.com")]
    [InlineData("한@example.com", "\u1112\u1161\u11ab@example.com")]
    [InlineData("\"jörg a\"@example.com", "\"jo\u0308rg a\"@example.com")]
    [InlineData("\ua7cb@example.com", "\u0264@example.com")]
    public void Two_spellings_of_one_mailbox_are_equal(string one, string other) =>
        Assert.Equal(EmailAddress.TryParse(one)!.Canonical, EmailAddress.TryParse(other)!.Canonical);

    [Theory]
    [InlineData("kate@example.com", "\u212aate@example.com")]
    [InlineData("ada@strasse.example", "ada@straße.example")]
    [InlineData("ﬁ@example.com", "fi@example.com")]
    [InlineData("a@example.com", "ａ@example.com")]
    [InlineData("i@example.com", "İ@example.com")]
    [InlineData("a;@example.com", "a\u037e@example.com")]
    public void Two_addresses_that_only_look_alike_differ(string one, string other) =>
        Assert.NotEqual(EmailAddress.TryParse(one)?.Canonical, EmailAddress.TryParse(other)!.Canonical);

    [Theory]
    [InlineData("ada@example.com", null)]
    [InlineData("ADA@bücher.example", null)]
    [InlineData("ada@BÜCHER.example", "ada@xn--bcher-2pa.example")]
    [InlineData("ada@bu\u0308cher.example", "ada@xn--bucher-xyd.example")]
    [InlineData("ada@exam\u00adple.com", "ada@xn--example-oka.com")]
    [InlineData("ada@\uff25xample.com", "ada@xn--xample-2r68a.com")]
    [InlineData("JO\u0308RG@例子.广告", "jo\u0308rg@xn--fsqu00a.xn--4rr70v")]
    [InlineData("\u212aim@example.com", "kim@example.com")]
    public void The_former_form_is_that_of_earlier_claims(string text, string? former) => Assert.Equal(former, EmailAddress.TryParse(text)!.Former);

    [Theory]
    [InlineData(" ada@example.com")]
    [InlineData("ada@example.com ")]
    [InlineData("\t ada@example.com\u00a0")]
    [InlineData("\u3000ada@example.com\u2003")]
    public void Blanks_around_an_address_are_ignored(string text) => Assert.Equal("ada@example.com", EmailAddress.TryParse(text)?.Value);

    [Theory]
    [InlineData("ada@a\u200db.example", "ada@xn--ab-m1t.example")]
    [InlineData("ada@xn--zzzz.example", "ada@xn--zzzz.example")]
    public void An_address_of_earlier_versions_stays_known(string text, string canonical)
    {
        Assert.Null(EmailAddress.TryParse(text));
        Assert.Equal(canonical, EmailAddress.TryParseKnown(text)?.Canonical);
    }
}
