using BookingEngine.Infrastructure.Configuration;
using BookingEngine.RateLimiting;
using BookingEngine.Tests.Cross;
using NodaTime;

namespace BookingEngine.Tests.RateLimiting;

public sealed class LimitSettingsTests
{
    public static TheoryData<string, RateLimitName> Names { get; } = new()
    {
        { "RATE_LIMIT_REGISTER", RateLimitName.Register },
        { "RATE_LIMIT_LOGIN", RateLimitName.Login },
        { "RATE_LIMIT_RECOVER", RateLimitName.Recover },
        { "RATE_LIMIT_RESET", RateLimitName.Reset },
        { "RATE_LIMIT_PROFILE", RateLimitName.Profile },
        { "RATE_LIMIT_PROFILE_UPDATE", RateLimitName.ProfileUpdate },
        { "RATE_LIMIT_PASSWORD_CHANGE", RateLimitName.PasswordChange },
        { "RATE_LIMIT_BOOK", RateLimitName.Book },
        { "RATE_LIMIT_LIST", RateLimitName.List },
        { "RATE_LIMIT_ACCOUNT", RateLimitName.Account },
        { "RATE_LIMIT_READ", RateLimitName.Read },
        { "RATE_LIMIT_WRITE", RateLimitName.Write },
        { "RATE_LIMIT_PUBLIC_HOLD", RateLimitName.PublicHold },
        { "RATE_LIMIT_PUBLIC_MAIL", RateLimitName.PublicMail },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_limit_has_its_own_variable(string variable, RateLimitName name)
    {
        var expected = RateLimitRule.Defaults.ToDictionary();
        expected[name] = new RateLimitRule(7, Duration.FromDays(1));
        Assert.Equal(expected.OrderBy(l => l.Key), ConfiguredApi.Read((variable, "7/day")).Limits.OrderBy(l => l.Key));

        expected.Remove(name);
        Assert.Equal(expected.OrderBy(l => l.Key), ConfiguredApi.Read((variable, "off")).Limits.OrderBy(l => l.Key));
    }

    [Fact]
    public void Every_limit_has_a_variable_and_a_default()
    {
        Assert.Equal(Enum.GetValues<RateLimitName>().Order(), Names.Select(row => (RateLimitName)row[1]).Order());
        Assert.Equal(
            "Register 5/3600, Login 10/60, Recover 3/3600, Reset 5/3600, Profile 60/60, ProfileUpdate 30/3600, PasswordChange 5/3600, "
            + "Book 20/3600, List 60/60, Account 30/3600, Read 120/60, Write 60/60, PublicHold 20/3600, PublicMail 3/3600",
            string.Join(", ", ConfiguredApi.Read().Limits.OrderBy(l => l.Key).Select(l => $"{l.Key} {l.Value.Quota}/{l.Value.Window.TotalSeconds}")));
    }

    [Theory]
    [InlineData("1/second", 1, 1)]
    [InlineData("20/minute", 20, 60)]
    [InlineData("300/hour", 300, 3_600)]
    [InlineData("2147483647/day", int.MaxValue, 86_400)]
    public void A_limit_is_a_number_per_window(string text, int quota, int seconds) =>
        Assert.Equal(new RateLimitRule(quota, Duration.FromSeconds(seconds)), ConfiguredApi.Read(("RATE_LIMIT_BOOK", text)).Limits[RateLimitName.Book]);

    [Fact]
    public void All_limits_are_turned_off_together() => Assert.Empty(ConfiguredApi.Read(("RATE_LIMITS", "off"), ("RATE_LIMIT_BOOK", "1/hour")).Limits);

    [Theory]
    [InlineData("0/minute")]
    [InlineData("-1/minute")]
    [InlineData("+1/minute")]
    [InlineData("1.5/minute")]
    [InlineData("2147483648/minute")]
    [InlineData("10")]
    [InlineData("10/")]
    [InlineData("/minute")]
    [InlineData("10/minutes")]
    [InlineData("10/Minute")]
    [InlineData("10 / minute")]
    [InlineData("10/minute/hour")]
    [InlineData("OFF")]
    [InlineData("on")]
    [InlineData("unlimited")]
    public void An_invalid_value_is_refused_with_its_variables_name(string text)
    {
        foreach (var variable in Names.Select(row => (string)row[0]))
        {
            var refused = Assert.Throws<SettingException>(() => ConfiguredApi.Read((variable, text)));
            Assert.Equal($"{variable} must be a limit such as 10/minute (second, minute, hour, day), or off.", refused.Message);
        }
    }

    [Fact]
    public void The_switch_for_all_limits_is_on_or_off() =>
        Assert.Equal("RATE_LIMITS must be on or off.", Assert.Throws<SettingException>(() => ConfiguredApi.Read(("RATE_LIMITS", "no"))).Message);
}
