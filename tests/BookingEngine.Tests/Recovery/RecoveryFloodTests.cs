using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Recovery;

/// <summary>Many client addresses cannot flood one mailbox.</summary>
public sealed class RecoveryFloodTests
{
    [Fact]
    public async Task An_account_gets_no_more_mails_than_one_client_may_ask_for()
    {
        await using var api = await ConfiguredApi.StartAsync(("TRUSTED_PROXIES", "1"));
        var ada = (await api.RegisterAsync("ada@example.com")).Member("id");
        var ben = (await api.RegisterAsync("ben@example.com")).Member("id");
        for (var n = 0; n < 8; n++)
        {
            Assert.Equal(200, (await RecoverAsync(api, "ada@example.com", n)).Status);
        }

        Assert.Equal(200, (await RecoverAsync(api, "ben@example.com", 9)).Status);

        await Mailbox.WaitAsync(async () => await CountAsync(api, ben) > 0 && await CountAsync(api, ada) > 0);

        // A request that loses a race is counted again when it is repeated, so there may be fewer.
        Assert.InRange(await CountAsync(api, ada), 1, 3);
        Assert.Equal(1, await CountAsync(api, ben));
    }

    private static async Task<int> CountAsync(ConfiguredApi api, string user) =>
        (await api.EventsAsync($"user-{user}")).Count(e => e.Type == "password-reset-requested.v1");

    private static Task<Answer> RecoverAsync(ConfiguredApi api, string email, int n) => api.SendAsync(
        Call.PostJson("/auth/recover-password", $$"""{"email":"{{email}}"}""") with { Headers = [("X-Forwarded-For", $"203.0.113.{n}")] });
}
