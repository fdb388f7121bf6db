using NodaTime;

namespace BookingEngine.RateLimiting;

/// <summary>The allowed number of requests in a window. The first request begins the window.</summary>
public sealed record RateLimitRule(int Quota, Duration Window)
{
    /// <summary>The limits without any configuration.</summary>
    public static IReadOnlyDictionary<RateLimitName, RateLimitRule> Defaults { get; } = new Dictionary<RateLimitName, RateLimitRule>
    {
        [RateLimitName.Register] = new(5, Duration.FromHours(1)),
        [RateLimitName.Login] = new(10, Duration.FromMinutes(1)),
        [RateLimitName.Recover] = new(3, Duration.FromHours(1)),
        [RateLimitName.Reset] = new(5, Duration.FromHours(1)),
        [RateLimitName.Profile] = new(60, Duration.FromMinutes(1)),
        [RateLimitName.ProfileUpdate] = new(30, Duration.FromHours(1)),
        [RateLimitName.PasswordChange] = new(5, Duration.FromHours(1)),
        [RateLimitName.Book] = new(20, Duration.FromHours(1)),
        [RateLimitName.List] = new(60, Duration.FromMinutes(1)),
        [RateLimitName.Account] = new(30, Duration.FromHours(1)),
        [RateLimitName.Read] = new(120, Duration.FromMinutes(1)),
        [RateLimitName.Write] = new(60, Duration.FromMinutes(1)),
        [RateLimitName.PublicHold] = new(20, Duration.FromHours(1)),
        [RateLimitName.PublicMail] = new(3, Duration.FromHours(1)),
    };
}
