using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.BookingLimits;

/// <summary>A service that refuses customers who are booked elsewhere at that time. Each service has resources of its own.</summary>
public sealed class ExclusiveCustomerTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Ten = "2031-06-02T10:00:00Z", HalfPast = "2031-06-02T10:30:00Z", Eleven = "2031-06-02T11:00:00Z", Noon = "2031-06-02T12:00:00Z";

    [Fact]
    public async Task A_customer_is_not_booked_twice_at_one_time()
    {
        var (first, second, ada) = (await NewServiceAsync(true), await NewServiceAsync(true), await api.NewPersonAsync());
        var booked = await BookAsync(ada, first, Ten);
        (await BookAsync(ada, second, Ten)).AssertProblem(
            409, "customer_busy", "The customer has another booking at that time. Choose another time, or move that booking.");
        Assert.Equal(201, (await BookAsync(ada, second, Eleven)).Status);
        Assert.Equal(201, (await BookAsync(await api.NewPersonAsync(), second, Ten)).Status);
        Assert.Equal(200, (await api.SendAsync(Call.Post($"/bookings/{booked.Member("id")}/cancel") with { Token = ada.Token })).Status);
        Assert.Equal(201, (await BookAsync(ada, second, Ten)).Status);
    }

    [Fact]
    public async Task Bookings_of_other_services_count_too()
    {
        var (exclusive, other, ada) = (await NewServiceAsync(true), await NewServiceAsync(false), await api.NewPersonAsync());
        Assert.Equal(201, (await BookAsync(ada, other, Ten)).Status);
        Assert.Equal((409, "customer_busy"), await BookAsync(ada, exclusive, Ten).CodeAsync());
        Assert.Equal(201, (await BookAsync(ada, exclusive, Noon)).Status);
        Assert.Equal(201, (await BookAsync(ada, other, Noon)).Status);
    }

    [Fact]
    public async Task A_move_is_checked_without_the_booking_itself()
    {
        var (first, second, ada) = (await NewServiceAsync(true), await NewServiceAsync(true), await api.NewPersonAsync());
        var booked = await BookAsync(ada, first, Ten);
        Assert.Equal(201, (await BookAsync(ada, second, Noon)).Status);
        Assert.Equal(200, (await MoveAsync(ada, booked, "2031-06-02T11:00:00Z")).Status);
        Assert.Equal((409, "customer_busy"), await MoveAsync(ada, booked, Noon).CodeAsync());
        Assert.Equal(201, (await BookAsync(ada, second, Ten)).Status);
    }

    [Fact]
    public async Task The_search_leaves_out_times_at_which_the_customer_is_booked()
    {
        var (first, second, ada) = (await NewServiceAsync(true), await NewServiceAsync(true), await api.NewPersonAsync());
        Assert.Equal(201, (await BookAsync(ada, first, Ten)).Status);
        var found = await api.GetAsync(ada, $"/availability?service_id={second}&from=2031-06-02&to=2031-06-03&explain=true");
        var day = found.Json["days"]![0]!;
        Assert.Equal((23, Ten, "busy"), (day["slots"]!.AsArray().Count, (string)day["refused"]![0]!["start"]!, (string)day["refused"]![0]!["reason"]!));
        Assert.Equal((409, "customer_busy"), await BookAsync(ada, second, Ten).CodeAsync());
    }

    [Fact]
    public async Task The_next_starts_leave_out_times_at_which_the_customer_is_booked()
    {
        var (exclusive, other, ada) = (await NewServiceAsync(true), await NewServiceAsync(false), await api.NewPersonAsync());
        foreach (var chair in new[] { $"{exclusive}-0", $"{exclusive}-1" })
        {
            var taken = new JsonObject { ["slot"] = Ten, ["service_id"] = exclusive, ["resource_id"] = chair };
            Assert.Equal(201, (await api.PostAsync(await api.NewPersonAsync(), "/bookings", taken)).Status);
        }

        Assert.Equal(201, (await BookAsync(ada, other, Eleven)).Status);
        var refused = await BookAsync(ada, exclusive, Ten);
        Assert.Equal(
            [Noon, "2031-06-02T13:00:00Z", "2031-06-02T14:00:00Z"], refused.Json["next_starts"]!.AsArray().Select(start => (string)start!));
    }

    [Fact]
    public async Task An_override_passes_and_a_hold_is_checked_when_it_is_booked()
    {
        var (first, second, admin) = (await NewServiceAsync(true), await NewServiceAsync(true), await api.AdminAsync());
        Assert.Equal(201, (await BookAsync(admin, first, Ten)).Status);
        var hold = await api.PostAsync(admin, "/holds", new JsonObject { ["slot"] = Ten, ["service_id"] = second });
        Assert.Equal((409, "customer_busy"), await api.PostAsync(admin, "/bookings", new JsonObject { ["hold_id"] = hold.Member("id") }).CodeAsync());
        Assert.Equal(204, (await api.SendAsync(new Call("DELETE", $"/holds/{hold.Member("id")}") with { Token = admin.Token })).Status);
        Assert.Equal(201, (await BookAsync(admin, second, Ten, ("override", true))).Status);
    }

    [Fact]
    public async Task The_deployments_setting_applies_to_services_without_their_own()
    {
        await using var tenant = await ConfiguredApi.StartAsync(
            ("EXCLUSIVE_PER_CUSTOMER", "on"), ("RATE_LIMITS", "off"), ("ADMIN_EMAIL", RunningApi.AdminEmail), ("ADMIN_PASSWORD", RunningApi.AdminPassword));
        var admin = (await tenant.SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword)).Member("access_token");
        await PostAsync("/resources", CatalogueCalls.OpenRoundTheClock("chair"));
        await PostAsync("/services", SalonFixture.With(CatalogueCalls.Service("cut"), ("resource_ids", new JsonArray("chair"))));
        await PostAsync("/services", SalonFixture.With(CatalogueCalls.Service("talk"), ("resource_ids", new JsonArray("chair")), ("exclusive_per_customer", false)));
        await PostAsync("/bookings", new JsonObject { ["slot"] = HalfPast });
        Assert.Equal("customer_busy", (await SendAsync("/bookings", new JsonObject { ["slot"] = HalfPast, ["service_id"] = "cut" })).Member("code"));
        await PostAsync("/bookings", new JsonObject { ["slot"] = HalfPast, ["service_id"] = "talk" });

        Task<Answer> SendAsync(string path, JsonObject body) => tenant.SendAsync(Call.PostJson(path, body.ToJsonString()) with { Token = admin });

        async Task PostAsync(string path, JsonObject body) => Assert.Equal(201, (await SendAsync(path, body)).Status);
    }

    private Task<Answer> BookAsync(Person person, string service, string slot, params (string Name, JsonNode? Value)[] fields) =>
        api.PostAsync(person, "/bookings", SalonFixture.With(new JsonObject { ["slot"] = slot, ["service_id"] = service }, fields));

    private Task<Answer> MoveAsync(Person person, Answer booking, string slot) =>
        api.PostAsync(person, $"/bookings/{booking.Member("id")}/reschedule", new JsonObject { ["slot"] = slot });

    private async Task<string> NewServiceAsync(bool exclusive) =>
        (await api.NewHourAsync(await api.AdminAsync(), 2, ("exclusive_per_customer", exclusive))).Service;
}
