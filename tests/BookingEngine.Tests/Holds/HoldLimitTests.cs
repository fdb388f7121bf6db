using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Holds;

/// <summary>A customer cannot hoard holds: they count against the limits of the service, and only a few are open at once.</summary>
public sealed class HoldLimitTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();
    private string _free = "", _limited = "", _daily = "";
    private Person _ada = null!;

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        var admin = await _api.AdminAsync();
        (_free, _) = await _api.NewHourAsync(admin, resources: 2);
        (_limited, _) = await _api.NewHourAsync(admin, resources: 2, ("limits", new JsonObject { ["active"] = 1 }));
        (_daily, _) = await _api.NewHourAsync(admin, resources: 2, ("limits", new JsonObject { ["per_day"] = 1 }));
        _ada = await _api.NewPersonAsync();
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task A_customer_has_at_most_three_open_holds()
    {
        var holds = await HoldThreeAsync();
        (await HoldAsync(_ada, _free, 13)).AssertProblem(
            409, "hold_limit_reached", "You hold 3 slots already, the maximum. Book or release one, or wait until one expires.");
        Assert.Equal((409, "hold_limit_reached"), await HoldAsync(_ada, _limited, 13).CodeAsync());
        Assert.Equal(201, (await HoldAsync(await _api.NewPersonAsync(), _free, 13)).Status);

        Assert.Equal(204, (await _api.SendAsync(new Call("DELETE", $"/holds/{holds[0]}") { Token = _ada.Token })).Status);
        Assert.Equal(201, (await HoldAsync(_ada, _free, 13)).Status);
        Assert.Equal(409, (await HoldAsync(_ada, _free, 14)).Status);
        Assert.Equal(201, (await BookAsync(_ada, holds[1])).Status);
        Assert.Equal(201, (await HoldAsync(_ada, _free, 14)).Status);
        Assert.Equal(409, (await HoldAsync(_ada, _free, 15)).Status);
    }

    [Fact]
    public async Task A_hold_counts_until_the_instant_it_expires()
    {
        await HoldThreeAsync();
        _api.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.Equal(409, (await HoldAsync(_ada, _free, 13)).Status);
        _api.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(201, (await HoldAsync(_ada, _free, 13)).Status);
    }

    [Theory]
    [InlineData("staff")]
    [InlineData("admin")]
    public async Task Staff_and_administrators_hold_for_others_without_limit(string role)
    {
        var person = await _api.NewPersonAsync(role);
        for (var hour = 0; hour < 5; hour++)
        {
            Assert.Equal(201, (await HoldAsync(person, _free, hour)).Status);
            Assert.Equal(201, (await HoldAsync(person, _limited, hour)).Status);
        }
    }

    [Fact]
    public async Task A_hold_takes_the_place_of_a_booking_and_becomes_one()
    {
        var hold = (await HoldAsync(_ada, _limited, 10)).Member("id");
        Assert.Equal((409, "limit_reached"), await HoldAsync(_ada, _limited, 11).CodeAsync());
        Assert.Equal((409, "limit_reached"), await BookSlotAsync(_ada, _limited, 11).CodeAsync());

        Assert.Equal(201, (await BookAsync(_ada, hold)).Status);

        Assert.Equal((409, "limit_reached"), await HoldAsync(_ada, _limited, 11).CodeAsync());
        _api.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal((409, "limit_reached"), await HoldAsync(_ada, _limited, 11).CodeAsync());
    }

    [Fact]
    public async Task An_expired_hold_frees_its_place_by_the_clock()
    {
        Assert.Equal(201, (await HoldAsync(_ada, _limited, 10)).Status);
        _api.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(201, (await BookSlotAsync(_ada, _limited, 11)).Status);
    }

    [Fact]
    public async Task A_hold_counts_for_its_day_and_offers_say_so()
    {
        Assert.Equal(201, (await HoldAsync(_ada, _daily, 10)).Status);
        Assert.Equal((409, "limit_reached"), await HoldAsync(_ada, _daily, 11).CodeAsync());
        var day = await _api.GetAsync(_ada, $"/availability?service_id={_daily}&from=2031-06-02&to=2031-06-03");
        Assert.Empty(day.Json["days"]!.AsArray());
        _api.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.NotEmpty((await _api.GetAsync(_ada, $"/availability?service_id={_daily}&from=2031-06-02&to=2031-06-03")).Json["days"]!.AsArray());
    }

    [Fact]
    public async Task Of_20_concurrent_holds_three_succeed()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(hour => Task.Run(() => HoldAsync(_ada, hour % 2 == 0 ? _free : _daily, hour))));
        Assert.InRange(answers.Count(a => a.Status == 201), 1, 3);
        Assert.All(answers.Where(a => a.Status != 201), a => Assert.Contains(a.Member("code"), new[] { "hold_limit_reached", "limit_reached" }));
        var more = 0;
        for (var hour = 0; hour < 4; hour++)
        {
            more += (await HoldAsync(_ada, _free, 20 - hour)).Status == 201 ? 1 : 0;
        }

        Assert.Equal(3, answers.Count(a => a.Status == 201) + more);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("off", 6)]
    public async Task The_setting_says_how_many(string value, int expected)
    {
        await using var api = await ConfiguredApi.StartAsync(("RATE_LIMITS", "off"), ("HOLDS_PER_CUSTOMER", value));
        await api.RegisterAsync("ada@example.com");
        var token = (await api.SignInAsync("ada@example.com", People.Password)).Member("access_token");
        var held = 0;
        for (var hour = 0; hour < 6; hour++)
        {
            var body = new JsonObject { ["slot"] = SlotAt(hour) }.ToJsonString();
            held += (await api.SendAsync(Call.PostJson("/holds", body) with { Token = token })).Status == 201 ? 1 : 0;
        }

        Assert.Equal(expected, held);
    }

    private static string SlotAt(int hour) => $"2031-06-02T{hour:00}:00:00Z";

    private async Task<string[]> HoldThreeAsync()
    {
        List<string> ids = [];
        foreach (var hour in new[] { 10, 11, 12 })
        {
            var hold = await HoldAsync(_ada, _free, hour);
            Assert.Equal(201, hold.Status);
            ids.Add(hold.Member("id"));
        }

        return [.. ids];
    }

    private Task<Answer> HoldAsync(Person by, string service, int hour) =>
        _api.PostAsync(by, "/holds", new JsonObject { ["slot"] = SlotAt(hour), ["service_id"] = service });

    private Task<Answer> BookSlotAsync(Person by, string service, int hour) =>
        _api.PostAsync(by, "/bookings", new JsonObject { ["slot"] = SlotAt(hour), ["service_id"] = service });

    private Task<Answer> BookAsync(Person by, string hold) => _api.PostAsync(by, "/bookings", new JsonObject { ["hold_id"] = hold });
}
