using System.Text.Json.Nodes;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Visits;

/// <summary>Limits per customer of the services of a visit: an hour of <c>wash</c>, then half an hour of <c>trim</c>, which has the limits.</summary>
public sealed class VisitLimitTests() : SalonTests(hasTimer: false)
{
    private const string Ten = SalonFixture.Ten, Two = "2030-05-06T14:00:00Z", Five = "2030-05-06T17:00:00Z", NextDay = "2030-05-07T10:00:00Z";

    [Fact]
    public async Task A_visit_counts_each_segment_for_its_own_service()
    {
        await OfferAsync(active: 1);
        Assert.Equal(201, await StatusAsync("visit", Ten));
        var refused = await BookAsync("trim", Two);
        Assert.Equal((409, "limit_reached"), (refused.Status, refused.Member("code")));
        var again = await BookAsync("visit", Two);
        Assert.Equal(
            "With this visit you would have more than 1 booking of the service trim ahead, the maximum. Cancel one, or wait until one has ended.",
            again.Member("detail"));
        Assert.Equal(201, await StatusAsync("wash", Two));
        Assert.Equal(201, (await Salon.BookAsync(SalonFixture.Ben, Two, Of("visit"))).Status);
    }

    [Fact]
    public async Task A_booking_of_the_service_keeps_a_visit_out()
    {
        await OfferAsync(active: 1);
        var trim = await BookAsync("trim", Ten);
        Assert.Equal(409, await StatusAsync("visit", Two));
        Assert.Equal(200, (await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{trim.Member("id")}/cancel")).Status);
        Assert.Equal(201, await StatusAsync("visit", Two));
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("decline")]
    public async Task A_visit_that_is_called_off_frees_all_its_claims_at_once(string act)
    {
        await OfferAsync(active: 1, approval: true);
        var visit = await BookAsync("visit", Ten);
        Assert.Equal(409, await StatusAsync("trim", Two));
        Assert.Equal(200, (await Salon.PostAsync(SalonFixture.Admin, $"/bookings/{visit.Member("id")}/{act}")).Status);
        Assert.Empty((await ClaimsAsync()).ById);
        Assert.Equal(201, await StatusAsync("trim", Two));
    }

    [Fact]
    public async Task A_visit_that_moves_counts_on_its_new_day_only()
    {
        await OfferAsync(perDay: 1);
        var visit = await BookAsync("visit", Ten);
        Assert.Equal(409, await StatusAsync("trim", Two));
        Assert.Equal(200, (await Salon.RescheduleAsync(SalonFixture.Ada, visit.Member("id"), Two)).Status);
        Assert.Equal(200, (await Salon.RescheduleAsync(SalonFixture.Ada, visit.Member("id"), NextDay)).Status);
        Assert.Equal(201, await StatusAsync("trim", Two));
        var back = await Salon.RescheduleAsync(SalonFixture.Ada, visit.Member("id"), Five);
        Assert.Equal((409, "limit_reached", "With this visit you would have more than 1 booking of the service trim on that day, the maximum. Choose another day."),
            (back.Status, back.Member("code"), back.Member("detail")));
        Assert.Equal(NextDay, (await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{visit.Member("id")}")).Member("slot"));
        Assert.Equal(409, await StatusAsync("trim", "2030-05-07T15:00:00Z"));
    }

    [Fact]
    public async Task A_segment_after_midnight_counts_on_its_own_day()
    {
        await OfferAsync(perDay: 1);
        Assert.Equal(201, await StatusAsync("visit", "2030-05-06T23:30:00Z"));
        Assert.Equal(201, await StatusAsync("trim", Ten));
        Assert.Equal(409, await StatusAsync("trim", NextDay));
    }

    [Fact]
    public async Task A_service_that_a_visit_has_twice_counts_twice()
    {
        await OfferAsync(perDay: 2);
        await Salon.ServiceAsync("twice", VisitOf("trim", "wash", "trim"));
        Assert.Equal(201, await StatusAsync("trim", Ten));
        Assert.Equal(409, await StatusAsync("twice", Two));
        Assert.Equal(201, await StatusAsync("twice", NextDay));
        Assert.Equal(409, await StatusAsync("trim", "2030-05-07T17:00:00Z"));
        Assert.Equal(201, await StatusAsync("trim", Two));
    }

    [Fact]
    public async Task A_start_beyond_the_limit_of_a_segment_is_not_offered_and_is_explained()
    {
        await OfferAsync(perDay: 1);
        Assert.Equal(201, await StatusAsync("trim", Ten));
        var path = "/availability?service_id=visit&from=2030-05-06T12:00:00Z&to=2030-05-07T00:00:00Z&explain=true";
        var day = Assert.Single((await Salon.GetAsync(SalonFixture.Ada, path)).Json["days"]!.AsArray())!;
        Assert.Equal(["2030-05-06T23:00:00Z", "2030-05-06T23:30:00Z"], day["slots"]!.AsArray().Select(s => (string)s!["start"]!));
        Assert.All(day["refused"]!.AsArray(), start => Assert.Equal("limit", (string)start!["reason"]!));
        Assert.Equal(24, (await Salon.GetAsync(SalonFixture.Ben, path)).Json["days"]![0]!["slots"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_hold_of_a_visit_counts_like_the_visit_that_it_becomes()
    {
        await OfferAsync(active: 1);
        var hold = await Salon.HoldAsync(SalonFixture.Ada, Ten, Of("visit"));
        Assert.Equal(201, hold.Status);
        Assert.Equal(409, await StatusAsync("trim", Two));
        Assert.Equal(201, (await Salon.PostAsync(SalonFixture.Ada, "/bookings", ("hold_id", hold.Member("id")))).Status);
        var claim = Assert.Single((await ClaimsAsync()).ById).Value;
        Assert.Equal(["wash", "trim"], (claim.Pending?.Time ?? claim.Confirmed!).Segments!.Value.Select(segment => segment.ServiceId.Value));
        Assert.Equal(409, await StatusAsync("trim", Two));

        var other = await Salon.HoldAsync(SalonFixture.Ben, NextDay, Of("visit"));
        Assert.Equal(204, (await Salon.SendAsync(SalonFixture.Ben, new Call("DELETE", $"/holds/{other.Member("id")}"))).Status);
        Assert.Equal(201, (await Salon.BookAsync(SalonFixture.Ben, Two, Of("trim"))).Status);
    }

    [Fact]
    public async Task Of_20_visits_at_once_by_one_customer_the_limit_succeeds()
    {
        await OfferAsync(active: 3);
        var answers = await RaceTests.AtOnceAsync(
            20, n => Salon.BookAsync(SalonFixture.Ada, $"2030-05-{10 + (n / 2)}T{(n % 2 == 0 ? "10" : "14")}:00:00Z", Of(n % 4 == 3 ? "trim" : "visit")));
        Assert.Equal((3, 17), (answers.Count(a => a.Status == 201), answers.Count(a => a.Status == 409 && a.Member("code") == "limit_reached")));
        Assert.Equal(3, (await ClaimsAsync()).ById.Count);
    }

    [Fact]
    public async Task A_guest_has_the_limits_of_the_segments_too()
    {
        await OfferAsync(active: 1);
        Assert.Equal(201, (await BookForAsync("eve@example.com", Ten)).Status);
        Assert.Equal((409, "limit_reached"), await BookForAsync("eve@example.com", Two).CodeAsync());
        Assert.Equal(201, (await BookForAsync("fay@example.com", Two)).Status);
    }

    [Fact]
    public async Task An_account_that_gets_a_guests_visit_has_its_claims()
    {
        await OfferAsync(active: 1);
        Assert.Equal(201, (await BookForAsync("eve@example.com", Ten)).Status);
        await Salon.JoinAsync("eve@example.com", staffOf: null);
        var eve = await IdOfAsync("eve@example.com");
        await Api.VerifyAsync(eve.Value);
        await WaitAsync(async () => (await ClaimsAsync(eve)).ById.Count == 1);
        Assert.Equal((409, "limit_reached"), await Salon.BookAsync("eve@example.com", Two, Of("trim")).CodeAsync());
    }

    [Fact]
    public async Task An_erased_customer_leaves_no_claim()
    {
        await OfferAsync(active: 1);
        Assert.Equal(201, await StatusAsync("visit", Ten));
        var ada = await IdOfAsync(SalonFixture.Ada);
        Assert.Equal(204, (await Salon.SendAsync(SalonFixture.Admin, new Call("DELETE", $"/users/{ada}"))).Status);
        await WaitAsync(async () => (await ClaimsAsync(ada)).ById.IsEmpty);
    }

    [Fact]
    public async Task An_override_books_a_visit_beyond_the_limit()
    {
        await OfferAsync(active: 1);
        foreach (var (slot, beyond, status) in new[] { (Ten, false, 201), (Two, false, 409), (Two, true, 201) })
        {
            Assert.Equal(status, (await Salon.BookAsync(SalonFixture.Admin, slot, [.. Of("visit"), ("override", beyond)])).Status);
        }
    }

    private Task OfferAsync(int? active = null, int? perDay = null, bool approval = false) => OfferAsync(
        ("limits", new JsonObject { ["active"] = active, ["per_day"] = perDay }), ("approval", approval));

    private async Task OfferAsync((string, JsonNode?) limits, (string, JsonNode?) approval)
    {
        await Salon.ServiceAsync("wash");
        await Salon.ServiceAsync("trim", ("duration", 30), limits);
        await Salon.ServiceAsync("visit", [.. VisitOf("wash", "trim"), approval]);
    }

    private static (string Name, JsonNode? Value)[] VisitOf(params string[] services) =>
        [("duration", null), ("resource_ids", null), ("segments", new JsonArray([.. services.Select(s => (JsonNode)new JsonObject { ["service_id"] = s })]))];

    private static (string Name, JsonNode? Value)[] Of(string service) => [("service_id", service), ("resource_id", null)];

    private Task<Answer> BookAsync(string service, string slot) => Salon.BookAsync(SalonFixture.Ada, slot, Of(service));

    private Task<Answer> BookForAsync(string guest, string slot) =>
        Salon.BookAsync(SalonFixture.Admin, slot, [.. Of("visit"), ("guest", new JsonObject { ["name"] = "Guest", ["email"] = guest })]);

    private async Task<int> StatusAsync(string service, string slot) => (await BookAsync(service, slot)).Status;

    private Task WaitAsync(Func<Task<bool>> condition) => Mailbox.WaitAsync(() =>
    {
        Api.AdvanceOneSecond();
        return condition();
    });

    private async Task<UserId> IdOfAsync(string person) => new(Guid.Parse((await Salon.GetAsync(person, "/users/me")).Member("id")));

    private async Task<ClaimSet> ClaimsAsync() => await ClaimsAsync(await IdOfAsync(SalonFixture.Ada));

    private async Task<ClaimSet> ClaimsAsync(UserId customer) =>
        (await Api.Services.GetRequiredService<AggregateLoader>().RefreshAsync<CustomerClaims>(CustomerClaims.StreamOf(customer), CancellationToken.None)).State.Claims;
}
