using BookingEngine.Functions.Users.Roles;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.MongoStandIn;
using BookingEngine.Tests.Users.Administration;
using BookingEngine.Tests.Users.Sessions;
using BookingEngine.Users;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Mongo.Api;

/// <summary>Sessions and administration on MongoDB and compatible servers, with two instances on one database.</summary>
public sealed class MongoPeopleTests
{
    private static readonly Fault[] Kinds =
    [
        Fault.DropBeforeApplying, Fault.DropAfterApplying, Fault.NotWritablePrimary, Fault.Error(91), Fault.ErrorAfterApplying(), Fault.Throttle(5),
    ];

    public static TheoryData<string> Engines => [.. MongoEngine.StandIns.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_deactivated_users_token_fails_at_once_on_every_instance(string engine)
    {
        await using var one = await MongoApi.StartAsync(MongoEngine.Named(engine), hasPipeline: false);
        await using var other = await one.StartAnotherAsync();
        await one.NewTokenAsync("ada@example.com");
        var (signedIn, admin) = (await SignInAsync(other, "ada@example.com"), await AdminAsync(one));
        Assert.All(new[] { one, other }, api => Assert.Equal(200, ListAsync(api, signedIn).Result.Status));
        var id = await IdAsync(one, admin, "ada@example.com");

        Assert.Equal(200, (await one.SendAsync(Call.Post($"/users/{id}/deactivate") with { Token = admin })).Status);

        foreach (var api in new[] { other, one })
        {
            (await ListAsync(api, signedIn)).AssertIsUnauthorized();
            (await api.SendAsync(SessionCalls.Refresh(signedIn.Member("refresh_token")))).AssertInvalidRefreshToken();
            Assert.Equal((403, "account_deactivated"), await SignInAsync(api, "ada@example.com") is var a ? (a.Status, a.Member("code")) : default);
            Assert.Equal("deactivated", (await api.SendAsync(Call.Get($"/users/{id}") with { Token = admin })).Member("status"));
        }

        Assert.Equal(200, (await other.SendAsync(Call.Post($"/users/{id}/reactivate") with { Token = admin })).Status);
        Assert.Equal(200, (await SignInAsync(one, "ada@example.com")).Status);
        (await ListAsync(one, signedIn)).AssertIsUnauthorized();
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_reused_refresh_token_ends_the_session_in_both_instances(string engine)
    {
        var clock = new FakeTimeProvider(RunningApi.Start);
        await using var one = await MongoApi.StartAsync(MongoEngine.Named(engine), hasPipeline: false, clock: clock);
        await using var other = await one.StartAnotherAsync();
        await one.NewTokenAsync("ada@example.com");
        var first = await SignInAsync(one, "ada@example.com");
        var second = await other.SendAsync(SessionCalls.Refresh(first.Member("refresh_token")));
        Assert.Equal((200, 200), (second.Status, (await ListAsync(one, second)).Status));

        clock.Advance(TimeSpan.FromSeconds(10));
        (await one.SendAsync(SessionCalls.Refresh(first.Member("refresh_token")))).AssertIsSuperseded();
        Assert.Equal(200, (await ListAsync(other, second)).Status);

        clock.Advance(TimeSpan.FromSeconds(1));
        (await one.SendAsync(SessionCalls.Refresh(first.Member("refresh_token")))).AssertInvalidRefreshToken();

        foreach (var (api, tokens) in new[] { (one, first), (other, first), (one, second), (other, second) })
        {
            (await ListAsync(api, tokens)).AssertIsUnauthorized();
            (await api.SendAsync(SessionCalls.Refresh(tokens.Member("refresh_token")))).AssertInvalidRefreshToken();
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Of_20_concurrent_refreshes_over_two_instances_one_succeeds(string engine)
    {
        await using var one = await MongoApi.StartAsync(MongoEngine.Named(engine), hasPipeline: false);
        await using var other = await one.StartAnotherAsync();
        await one.NewTokenAsync("ada@example.com");
        for (var round = 0; round < 5; round++)
        {
            var spent = (await SignInAsync(one, "ada@example.com")).Member("refresh_token");

            var answers = await RaceTests.AtOnceAsync(20, n => (n % 2 == 0 ? one : other).SendAsync(SessionCalls.Refresh(spent)));

            Assert.Single(answers, a => a.Status == 200);
            Assert.All(answers.Where(a => a.Status != 200), a => a.AssertIsSuperseded());
        }
    }

    [Fact]
    public async Task A_fault_at_any_refresh_command_leaves_only_the_new_token_valid()
    {
        var clock = new FakeTimeProvider(RunningApi.Start);
        await using var api = await MongoApi.StartAsync(MongoEngine.ReplicaSet, hasPipeline: false, clock: clock);
        await api.NewTokenAsync("ada@example.com");
        for (var nth = 1; nth <= 2; nth++)
        {
            foreach (var kind in Kinds)
            {
                var first = await SignInAsync(api, "ada@example.com");
                api.Deployment.StandIn!.Faults = Faults.OnlyNth(nth, kind);
                var second = await api.SendAsync(SessionCalls.Refresh(first.Member("refresh_token")));
                api.Deployment.StandIn.Faults = Faults.None;

                Assert.True(second.Status == 200, $"{kind} at command {nth}: {second.Text}");
                var third = await api.SendAsync(SessionCalls.Refresh(second.Member("refresh_token")));
                Assert.Equal((200, 200), (third.Status, (await ListAsync(api, third)).Status));
                clock.Advance(TimeSpan.FromSeconds(11));
                (await api.SendAsync(SessionCalls.Refresh(first.Member("refresh_token")))).AssertInvalidRefreshToken();
                (await ListAsync(api, third)).AssertIsUnauthorized();
            }
        }
    }

    [Fact]
    public async Task A_crash_during_a_deactivation_is_completed_by_the_pipeline()
    {
        await using var api = await MongoApi.StartAsync(MongoEngine.ReplicaSet);
        var (token, admin) = (await api.NewTokenAsync("ada@example.com"), await AdminAsync(api));
        var id = await IdAsync(api, admin, "ada@example.com");
        var crashes = true;
        api.Deployment.StandIn!.Faults = new Faults(asked =>
            crashes && asked is { Name: "delete", Collection: "sessions" } ? Fault.Error(91) : Fault.None);

        api.FailsFast = true;
        Assert.Equal(503, (await api.SendAsync(Call.Post($"/users/{id}/deactivate") with { Token = admin })).Status);
        (api.FailsFast, crashes) = (false, false);

        await Recovery.Mailbox.WaitAsync(async () => (await api.SendAsync(Call.Get("/bookings") with { Token = token })).Status == 401);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Administrators_actions_are_listed_even_after_a_restart(string engine)
    {
        await using var api = await MongoApi.StartAsync(MongoEngine.Named(engine), hasPipeline: false);
        await api.NewTokenAsync("ada@example.com");
        var admin = await AdminAsync(api);
        var id = await IdAsync(api, admin, "ada@example.com");
        await api.SendAsync(RequestJson.Put($"/users/{id}/role", new ChangeRoleRequest(Role.Staff, [new("default")])) with { Token = admin });
        await api.SendAsync(Call.Post($"/users/{id}/deactivate") with { Token = admin });

        var listed = await api.SendAsync(Call.Get($"/audit?user_id={id}") with { Token = admin });
        await api.RestartAsync();
        var again = await api.SendAsync(Call.Get($"/audit?user_id={id}") with { Token = admin });

        Assert.Equal(["user_deactivated", "staff_linked", "role_changed"], listed.ActionsOf().Select(act => act.Split(' ')[0]));
        Assert.All(listed.Json["entries"]!.AsArray(), e => Assert.Equal("127.0.0.1", (string)e!["from"]!));
        Assert.Equal(listed.Text, again.Text);
        Assert.Equal(3, (await api.SendAsync(Call.Get("/audit?limit=3") with { Token = admin })).IdsOf("entries").Length);
    }

    private static async Task<string> IdAsync(MongoApi api, string admin, string email) =>
        Assert.Single((await api.SendAsync(Call.Get($"/users?email={email}") with { Token = admin })).IdsOf("users"));

    private static Task<Answer> ListAsync(MongoApi api, Answer tokens) =>
        api.SendAsync(Call.Get("/bookings") with { Token = tokens.Member("access_token") });

    private static async Task<string> AdminAsync(MongoApi api) => (await SignInAsync(api, RunningApi.AdminEmail, RunningApi.AdminPassword)).Member("access_token");

    private static Task<Answer> SignInAsync(MongoApi api, string email, string password = People.Password) =>
        api.SendAsync(Call.PostForm("/auth/token", ("username", email), ("password", password)));
}
