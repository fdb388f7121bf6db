using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Recovery;

/// <summary>Text that is not a token gets the same answer as a wrong token.</summary>
public sealed class GarbageTokenTests(RunningApi api) : IClassFixture<RunningApi>
{
    public static TheoryData<string> Garbage { get; } =
    [
        "x", " ", "not a token", "e30.e30.e30", "..", "\r\n", "\u00e4", "\ud83d\ude00", "$ne", "{\"$ne\":null}", "' OR 1=1 --", "../../etc/passwd",
        new string('A', 86), new string('a', 85), new string('a', 87), new string('=', 86), new string('-', 86), new string('a', 4_096),
        new string(' ', 86), new string('\n', 86), new string('A', 43) + new string(' ', 43), new string('ä', 86),
    ];

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Garbage_is_refused(string token)
    {
        (await api.ResetAsync(token)).AssertInvalidToken();
        (await api.SendAsync(Call.Post($"/auth/reset-password?token={Uri.EscapeDataString(token)}&new_password=battery%20staple"))).AssertInvalidToken();
        Assert.Equal(400, (await api.SubmitAsync(token)).Status);
    }
}
