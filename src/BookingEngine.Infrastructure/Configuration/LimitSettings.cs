using System.Globalization;
using BookingEngine.RateLimiting;
using NodaTime;

namespace BookingEngine.Infrastructure.Configuration;

/// <summary>The settings of rate limits, such as <c>RATE_LIMIT_LOGIN=10/minute</c> or <c>off</c>. <c>RATE_LIMITS=off</c> disables all.</summary>
public static class LimitSettings
{
    public static IReadOnlyDictionary<RateLimitName, RateLimitRule> Read(SettingReader read)
    {
        var rules = new Dictionary<RateLimitName, RateLimitRule>();
        foreach (var (name, fallback) in read.Choice("RATE_LIMITS", "on", "off") == "on" ? RateLimitRule.Defaults : rules)
        {
            if (Read(read, name, fallback) is { } rule)
            {
                rules[name] = rule;
            }
        }

        return rules;
    }

    public static string VariableOf(RateLimitName name) =>
        "RATE_LIMIT_" + string.Concat(name.ToString().Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));

    private static RateLimitRule? Read(SettingReader read, RateLimitName name, RateLimitRule fallback) => read.Text(VariableOf(name)) switch
    {
        null => fallback,
        "off" => null,
        { } text => Parse(text) ?? throw new SettingException($"{VariableOf(name)} must be a limit such as 10/minute (second, minute, hour, day), or off."),
    };

    private static RateLimitRule? Parse(string text)
    {
        var window = text.Split('/') is [_, { } unit] ? WindowOf(unit) : null;
        return window is { } length && int.TryParse(text.Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var quota) && quota > 0
            ? new RateLimitRule(quota, length)
            : null;
    }

    private static Duration? WindowOf(string unit) => unit switch
    {
        "second" => Duration.FromSeconds(1),
        "minute" => Duration.FromMinutes(1),
        "hour" => Duration.FromHours(1),
        "day" => Duration.FromDays(1),
        _ => null,
    };
}
