using NodaTime;

namespace BookingEngine.Limits;

/// <summary>So many requests in a window that begins with the first of them.</summary>
public sealed record LimitRule(int Quota, Duration Window)
{
    /// <summary>What holds where nothing is configured.</summary>
    public static IReadOnlyDictionary<LimitName, LimitRule> Defaults { get; } = new Dictionary<LimitName, LimitRule>
    {
        [LimitName.Register] = new(5, Duration.FromHours(1)),
        [LimitName.Login] = new(10, Duration.FromMinutes(1)),
        [LimitName.Recover] = new(3, Duration.FromHours(1)),
        [LimitName.Reset] = new(5, Duration.FromHours(1)),
        [LimitName.Profile] = new(60, Duration.FromMinutes(1)),
        [LimitName.ProfileUpdate] = new(30, Duration.FromHours(1)),
        [LimitName.PasswordChange] = new(5, Duration.FromHours(1)),
        [LimitName.Book] = new(20, Duration.FromHours(1)),
        [LimitName.List] = new(60, Duration.FromMinutes(1)),
        [LimitName.Account] = new(30, Duration.FromHours(1)),
        [LimitName.Read] = new(120, Duration.FromMinutes(1)),
        [LimitName.Write] = new(60, Duration.FromMinutes(1)),
    };
}
