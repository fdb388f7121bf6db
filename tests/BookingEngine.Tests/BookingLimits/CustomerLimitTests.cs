using System.Text.Json.Nodes;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.BookingLimits;

/// <summary>Limits of a service per customer. The resources are open round the clock in UTC.</summary>
public sealed class CustomerLimitTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Ten = "2031-06-02T10:00:00Z", Eleven = "2031-06-02T11:00:00Z", Noon = "2031-06-02T12:00:00Z", NextDay = "2031-06-03T10:00:00Z";

    [Fact]
    public async Task Active_bookings_stay_within_the_limit_and_cancelling_frees_one()
    {
        var (service, ada) = (await NewServiceAsync(1, active: 2), await api.NewPersonAsync());
        var first = await BookAsync(ada, service, Ten);
        Assert.Equal(201, (await BookAsync(ada, service, Eleven)).Status);
        (await BookAsync(ada, service, Noon)).AssertProblem(
            409, "limit_reached",
            "You already have 2 bookings of this service ahead, the maximum. Cancel one, or wait until one has ended.");

        Assert.Equal(200, (await api.SendAsync(Call.Post($"/bookings/{first.Member("id")}/cancel") with { Token = ada.Token })).Status);
        Assert.Equal(201, (await BookAsync(ada, service, Noon)).Status);
        Assert.Equal(409, (await BookAsync(ada, service, NextDay)).Status);
        Assert.Equal(201, (await BookAsync(await api.NewPersonAsync(), service, NextDay)).Status);
    }

    [Fact]
    public async Task An_ended_booking_no_longer_counts()
    {
        var (service, ada) = (await NewServiceAsync(1, active: 1), await api.NewPersonAsync());
        var soon = RunningApi.Start.AddHours(1).ToString("yyyy-MM-dd'T'HH:00:00'Z'", null);
        Assert.Equal(201, (await BookAsync(ada, service, soon)).Status);
        Assert.Equal(409, (await BookAsync(ada, service, Ten)).Status);
        var customer = await CustomerAsync(ada);
        var claim = Assert.Single(customer.Claims.ById).Value;
        Assert.Equal(
            (1, 0),
            (customer.Claims.ActiveOf(claim.ServiceId, TimeOf(claim).End - NodaTime.Duration.Epsilon), customer.Claims.ActiveOf(claim.ServiceId, TimeOf(claim).End)));
    }

    [Fact]
    public async Task Bookings_on_one_local_day_stay_within_the_limit()
    {
        var (service, ada) = (await NewServiceAsync(1, perDay: 1), await api.NewPersonAsync());
        Assert.Equal(201, (await BookAsync(ada, service, Ten)).Status);
        (await BookAsync(ada, service, Noon)).AssertProblem(
            409, "limit_reached", "You already have 1 booking of this service on that day, the maximum. Choose another day.");
        var other = await BookAsync(ada, service, NextDay);
        Assert.Equal(201, other.Status);

        Assert.Equal((409, "limit_reached"), await MoveAsync(ada, other, Noon).CodeAsync());
        Assert.Equal(NextDay, (await api.GetAsync(ada, $"/bookings/{other.Member("id")}")).Member("slot"));
        Assert.Equal(200, (await MoveAsync(ada, other, "2031-06-03T11:00:00Z")).Status);
        Assert.Equal(200, (await MoveAsync(ada, other, "2031-06-04T11:00:00Z")).Status);
        Assert.Equal(201, (await BookAsync(ada, service, NextDay)).Status);
    }

    [Fact]
    public async Task A_slot_beyond_the_limit_is_not_offered_and_is_explained()
    {
        var (service, ada) = (await NewServiceAsync(1, perDay: 1), await api.NewPersonAsync());
        Assert.Equal(201, (await BookAsync(ada, service, Ten)).Status);
        var found = await api.GetAsync(ada, $"/availability?service_id={service}&from=2031-06-02&to=2031-06-04&explain=true");
        var days = found.Json["days"]!.AsArray();
        Assert.Equal((0, 24), (days[0]!["slots"]!.AsArray().Count, days[1]!["slots"]!.AsArray().Count));
        Assert.All(days[0]!["refused"]!.AsArray(), start => Assert.Equal("limit", (string)start!["reason"]!));

        var others = await api.GetAsync(await api.NewPersonAsync(), $"/availability?service_id={service}&from=2031-06-02&to=2031-06-03");
        Assert.Equal(23, others.Json["days"]![0]!["slots"]!.AsArray().Count);
    }

    [Fact]
    public async Task Of_50_concurrent_bookings_by_one_customer_the_limit_succeeds()
    {
        var (service, ada) = (await NewServiceAsync(10, active: 3), await api.NewPersonAsync());

        // Each request has its own slot. Otherwise a request that loses its slot could hold a claim while another is refused.
        var answers = await RaceTests.AtOnceAsync(
            50, n => BookAsync(ada, service, $"2031-06-02T1{n / 10}:00:00Z", ("resource_id", $"{service}-{n % 10}")));

        Assert.Equal((3, 47), (answers.Count(a => a.Status == 201), answers.Count(a => a.Status == 409)));
        Assert.Equal(3, (await api.ListAsync(ada)).SlotsOf().Length);
        var claims = (await CustomerAsync(ada)).Claims.ById;
        Assert.Equal(answers.Where(a => a.Status == 201).Select(a => Guid.Parse(a.Member("id"))).Order(), claims.Keys.Select(k => k.Value).Order());
    }

    [Fact]
    public async Task A_refused_booking_claims_nothing()
    {
        var (service, ada, bob) = (await NewServiceAsync(1, active: 1), await api.NewPersonAsync(), await api.NewPersonAsync());
        Assert.Equal(201, (await BookAsync(bob, service, Ten)).Status);
        Assert.Equal((409, "slot_unavailable"), await BookAsync(ada, service, Ten).CodeAsync());
        Assert.Empty((await CustomerAsync(ada)).Claims.ById);
        Assert.Equal(201, (await BookAsync(ada, service, Eleven)).Status);
    }

    [Fact]
    public async Task An_override_books_beyond_the_limit_and_does_not_count()
    {
        var (service, admin) = (await NewServiceAsync(1, active: 1), await api.AdminAsync());
        Assert.Equal(201, (await BookAsync(admin, service, Ten, ("override", true))).Status);
        Assert.Equal(201, (await BookAsync(admin, service, Eleven)).Status);
        Assert.Equal((409, "limit_reached"), await BookAsync(admin, service, Noon).CodeAsync());
        Assert.Equal(201, (await BookAsync(admin, service, Noon, ("override", true))).Status);
    }

    [Fact]
    public async Task Declining_a_booking_frees_its_claim_at_once()
    {
        var (service, ada, admin) = (await NewServiceAsync(1, perDay: 1, approval: true), await api.NewPersonAsync(), await api.AdminAsync());
        var pending = await BookAsync(ada, service, Ten);
        Assert.Equal("pending", pending.Member("status"));
        Assert.Equal(200, (await api.SendAsync(Call.Post($"/bookings/{pending.Member("id")}/decline") with { Token = admin.Token })).Status);
        Assert.Equal(201, (await BookAsync(ada, service, Eleven)).Status);
    }

    [Fact]
    public async Task A_booking_rescheduled_by_staff_counts_on_its_new_day_only()
    {
        var (service, ada, admin) = (await NewServiceAsync(2, perDay: 1), await api.NewPersonAsync(), await api.AdminAsync());
        var booked = await BookAsync(ada, service, Ten);
        Assert.Equal(200, (await MoveAsync(admin, booked, NextDay)).Status);
        Assert.Equal((409, "limit_reached"), await BookAsync(ada, service, "2031-06-03T12:00:00Z").CodeAsync());
        Assert.Equal(201, (await BookAsync(ada, service, Ten)).Status);
    }

    [Fact]
    public async Task Staff_exceed_a_limit_only_with_an_override()
    {
        var (service, ada, admin) = (await NewServiceAsync(2, perDay: 1), await api.NewPersonAsync(), await api.AdminAsync());
        Assert.Equal(201, (await BookAsync(ada, service, Ten)).Status);
        var other = await BookAsync(ada, service, NextDay);

        Assert.Equal((409, "limit_reached"), await MoveAsync(admin, other, Noon).CodeAsync());
        var moved = await MoveAsync(admin, other, Noon, ("override", true));
        Assert.Equal((200, Noon, true), (moved.Status, moved.Member("slot"), (bool)moved.Json["override"]!));
        Assert.Equal(201, (await BookAsync(ada, service, NextDay)).Status);
    }

    [Fact]
    public async Task A_hold_counts_like_the_booking_that_it_becomes()
    {
        var (service, ada) = (await NewServiceAsync(1, active: 1), await api.NewPersonAsync());
        var hold = await api.PostAsync(ada, "/holds", new JsonObject { ["slot"] = Ten, ["service_id"] = service });
        Assert.Equal((409, "limit_reached"), await api.PostAsync(ada, "/holds", new JsonObject { ["slot"] = Eleven, ["service_id"] = service }).CodeAsync());

        Assert.Equal(201, (await api.PostAsync(ada, "/bookings", new JsonObject { ["hold_id"] = hold.Member("id") })).Status);
        Assert.Single((await CustomerAsync(ada)).Claims.ById);
        Assert.Equal((409, "limit_reached"), await BookAsync(ada, service, Eleven).CodeAsync());
    }

    private static ClaimedTime TimeOf(LimitClaim claim) => claim.Confirmed ?? claim.Pending!.Time;

    private Task<Answer> BookAsync(Person person, string service, string slot, params (string Name, JsonNode? Value)[] fields) =>
        api.PostAsync(person, "/bookings", SalonFixture.With(new JsonObject { ["slot"] = slot, ["service_id"] = service }, fields));

    private Task<Answer> MoveAsync(Person person, Answer booking, string slot, params (string Name, JsonNode? Value)[] fields) =>
        api.PostAsync(person, $"/bookings/{booking.Member("id")}/reschedule", SalonFixture.With(new JsonObject { ["slot"] = slot }, fields));

    private async Task<CustomerClaims> CustomerAsync(Person person) =>
        (await api.Services.GetRequiredService<AggregateLoader>().RefreshAsync<CustomerClaims>(CustomerClaims.StreamOf(new UserId(person.Id)), CancellationToken.None)).State;

    private async Task<string> NewServiceAsync(int resources, int? active = null, int? perDay = null, bool approval = false) => (await api.NewHourAsync(
        await api.AdminAsync(), resources, ("limits", new JsonObject { ["active"] = active, ["per_day"] = perDay }), ("approval", approval))).Service;
}
