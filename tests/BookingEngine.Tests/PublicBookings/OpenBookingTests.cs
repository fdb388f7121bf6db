using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.PublicBookings;

/// <summary>Visitors without an account see what they can book, hold a slot and book it.</summary>
public sealed class OpenBookingTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();
    private string _service = "";

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        (_service, _) = await _api.NewHourAsync(await _api.AdminAsync(), resources: 1);
        await _api.OpenAsync("open");
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Every_route_is_refused_while_open_booking_is_off()
    {
        var token = await _api.HeldAsync(People.NewSlot());
        await _api.OpenAsync("off");
        Call[] calls =
        [
            Call.Get("/public/services"), Call.Get("/public/availability?from=2031-01-01&to=2031-01-02"),
            Call.PostJson("/public/holds", $$"""{"slot":"{{People.NewSlot()}}"}"""), Call.Post($"/public/holds/{token}/extend"),
            Call.PostJson("/public/bookings", $$"""{"token":"{{token}}","name":"Grace","email":"grace@example.com"}"""),
        ];
        foreach (var call in calls)
        {
            Assert.Equal((403, "open_booking_off"), await _api.SendAsync(call).CodeAsync());
            (await _api.SendAsync(call with { Body = call.Body is null ? null : new StringContent("{}"), Key = null })).AssertProblem(
                403, "invalid_api_key", "Invalid or missing API Key");
        }

        Assert.Empty(await _api.AllBookingsAsync());
    }

    [Fact]
    public async Task A_visitor_sees_services_with_their_resources_and_free_times_only()
    {
        var admin = await _api.AdminAsync();
        Assert.Equal(201, (await _api.PostAsync(admin, "/bookings", new() { ["slot"] = "2031-03-03T10:00:00Z", ["service_id"] = _service })).Status);
        var services = (await _api.SendAsync(Call.Get("/public/services"))).Json["services"]!.AsArray();
        var shown = services.Single(s => (string)s!["id"]! == _service)!.AsObject();
        Assert.Equal(
            ["id", "name", "description", "duration", "durations", "price", "resources", "questions", "approval", "verification"], shown.Select(m => m.Key));
        Assert.Equal([$"{_service}-0"], shown["resources"]!.AsArray().Select(r => (string)r!["id"]!));

        var found = await _api.SendAsync(Call.Get($"/public/availability?service_id={_service}&from=2031-03-03&to=2031-03-04"));

        var slots = found.Json["days"]![0]!["slots"]!.AsArray();
        Assert.Equal(23, slots.Count);
        Assert.DoesNotContain(slots, s => (string)s!["start"]! == "2031-03-03T10:00:00Z");
        Assert.Equal(["start", "end", "resource_ids"], slots[0]!.AsObject().Select(m => m.Key));
    }

    [Fact]
    public async Task A_hold_becomes_one_booking_however_often_it_is_submitted()
    {
        var token = await _api.HeldAsync("2031-04-01T10:00:00Z", ("service_id", _service));
        Assert.Equal((409, "slot_unavailable"), await _api.PublicHoldAsync("2031-04-01T10:00:00Z", ("service_id", _service)).CodeAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(n => _api.SubmitAsync(token, $"grace{n}@example.com")));

        Assert.All(answers, answer => Assert.Equal((201, "confirmed", "2031-04-01T10:00:00Z"), (answer.Status, answer.Member("status"), answer.Member("slot"))));
        Assert.Single(answers.Select(answer => answer.Member("id")).Distinct());
        Assert.Equal(answers[0].Member("id"), (string)Assert.Single(await _api.AllBookingsAsync())!["id"]!);
    }

    [Fact]
    public async Task A_hold_is_extended_once_by_its_own_length()
    {
        var held = await _api.PublicHoldAsync("2031-05-01T10:00:00Z", ("minutes", 7));
        Assert.Equal("2030-05-01T12:07:00Z", held.Member("expires_at"));
        _api.Clock.Advance(TimeSpan.FromMinutes(6));

        foreach (var _ in new[] { 1, 2 })
        {
            var extended = await _api.ExtendAsync(held.Member("token"));
            Assert.Equal((200, "2030-05-01T12:14:00Z"), (extended.Status, extended.Member("expires_at")));
        }

        _api.Clock.Advance(TimeSpan.FromMinutes(7));
        Assert.Equal((409, "slot_unavailable"), await _api.PublicHoldAsync("2031-05-01T10:00:00Z").CodeAsync());
        _api.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((409, "hold_expired"), await _api.ExtendAsync(held.Member("token")).CodeAsync());
        Assert.Equal((409, "hold_expired"), await _api.SubmitAsync(held.Member("token"), "grace@example.com").CodeAsync());
        Assert.Equal(201, (await _api.PublicHoldAsync("2031-05-01T10:00:00Z")).Status);
        Assert.Equal(422, (await _api.PublicHoldAsync("2031-05-02T10:00:00Z", ("minutes", 16))).Status);
    }

    [Fact]
    public async Task A_visitor_has_at_most_three_open_holds_and_a_new_one_replaces_an_old_one()
    {
        var tokens = new[]
        {
            await _api.HeldAsync("2031-06-01T10:00:00Z"), await _api.HeldAsync("2031-06-01T11:00:00Z"), await _api.HeldAsync("2031-06-01T12:00:00Z"),
        };
        Assert.Equal((409, "hold_limit_reached"), await _api.PublicHoldAsync("2031-06-01T13:00:00Z").CodeAsync());
        _api.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(200, (await _api.ExtendAsync(tokens[0])).Status);
        _api.Clock.Advance(TimeSpan.FromMinutes(2));

        await _api.HeldAsync("2031-06-01T13:00:00Z");
        await _api.HeldAsync("2031-06-01T14:00:00Z");
        Assert.Equal((409, "hold_limit_reached"), await _api.PublicHoldAsync("2031-06-01T15:00:00Z").CodeAsync());
        var replaced = await _api.HeldAsync("2031-06-01T10:30:00Z", ("token", tokens[0]));
        Assert.Equal(201, (await _api.SubmitAsync(replaced, "grace@example.com")).Status);
        await _api.HeldAsync("2031-06-01T10:00:00Z");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AZejwrTVf26KkLHCw-T1BwAAAABw5Q")]
    public async Task A_token_that_is_not_ours_is_refused(string token)
    {
        Assert.Equal((422, "invalid_hold_token"), await _api.ExtendAsync(token).CodeAsync());
        Assert.Equal((422, "invalid_hold_token"), await _api.SubmitAsync(token, "grace@example.com").CodeAsync());
    }

    [Fact]
    public async Task A_changed_token_is_refused()
    {
        var token = await _api.HeldAsync(People.NewSlot());
        foreach (var place in new[] { 0, 21, 30, 50, token.Length - 2 })
        {
            var changed = $"{token[..place]}{(token[place] == 'A' ? 'B' : 'A')}{token[(place + 1)..]}";
            Assert.Equal((422, "invalid_hold_token"), await _api.SubmitAsync(changed, "grace@example.com").CodeAsync());
        }
    }

    [Fact]
    public async Task A_service_with_limits_per_customer_needs_verification()
    {
        var admin = await _api.AdminAsync();
        var (limited, _) = await _api.NewHourAsync(admin, 1, ("limits", new JsonObject { ["active"] = 1 }));
        var (exclusive, _) = await _api.NewHourAsync(admin, 1, ("exclusive_per_customer", true));
        foreach (var service in new[] { limited, exclusive })
        {
            var token = await _api.HeldAsync("2031-07-01T10:00:00Z", ("service_id", service));
            Assert.Equal((422, "verification_required"), await _api.SubmitAsync(token, "grace@example.com").CodeAsync());
            Assert.Equal(202, (await _api.SubmitAsync(token, "grace@example.com", ("verification", true))).Status);
        }
    }

    [Fact]
    public async Task Answers_are_checked_as_in_a_booking()
    {
        var questions = new JsonArray(new JsonObject { ["id"] = "wish", ["text"] = "What?", ["type"] = "choice", ["required"] = true, ["options"] = new JsonArray("a", "b") });
        var (asked, _) = await _api.NewHourAsync(await _api.AdminAsync(), 1, ("questions", questions));
        var token = await _api.HeldAsync("2031-08-01T10:00:00Z", ("service_id", asked));

        Assert.Equal((422, "invalid_fields"), await _api.SubmitAsync(token, "grace@example.com").CodeAsync());
        Assert.Equal((422, "invalid_fields"), await _api.SubmitAsync(token, "grace@example.com", ("answers", new JsonObject { ["wish"] = "c" })).CodeAsync());
        Assert.Equal(201, (await _api.SubmitAsync(token, "grace@example.com", ("answers", new JsonObject { ["wish"] = "b" }))).Status);
    }

    [Fact]
    public async Task The_answers_manage_link_changes_its_one_booking()
    {
        var booked = await _api.SubmitAsync(await _api.HeldAsync("2031-09-01T10:00:00Z"), "grace@example.com");
        var other = await _api.SubmitAsync(await _api.HeldAsync("2031-09-01T11:00:00Z"), "grace@example.com");
        var link = booked.Member("manage_link").Split("token=")[1];

        Assert.Equal(booked.Member("id"), (await _api.SendAsync(Call.Get("/manage/booking") with { Token = link })).Member("id"));
        Assert.Equal(200, (await _api.SendAsync(Call.Post("/manage/booking/cancel") with { Token = link })).Status);

        var statuses = (await _api.AllBookingsAsync()).ToDictionary(b => (string)b!["id"]!, b => (string)b!["status"]!);
        Assert.Equal(("cancelled", "confirmed"), (statuses[booked.Member("id")], statuses[other.Member("id")]));
    }
}
