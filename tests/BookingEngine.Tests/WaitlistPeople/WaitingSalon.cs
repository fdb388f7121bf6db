using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;

namespace BookingEngine.Tests.WaitlistPeople;

/// <summary>A salon with one chair that Ben has booked at ten o'clock. Others wait for that time.</summary>
public abstract class WaitingSalon : SalonTests
{
    /// <summary>Ben's booking.</summary>
    protected string Blocking { get; private set; } = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Salon.ServiceAsync("cut", [("resource_ids", new JsonArray("chair-1")), .. Fields]);
        Blocking = (await Salon.BookAsync(SalonFixture.Ben, SalonFixture.Ten, BlockingFields)).Member("id");
    }

    /// <summary>Of the service.</summary>
    protected virtual (string Name, JsonNode? Value)[] Fields => [];

    /// <summary>Of Ben's booking.</summary>
    protected virtual (string Name, JsonNode? Value)[] BlockingFields => [];

    /// <summary>Only ten o'clock fits.</summary>
    protected static (string, JsonNode?)[] Wish(params (string, JsonNode?)[] more) =>
        [("service_id", "cut"), ("from", SalonFixture.Ten), ("to", SalonFixture.HalfPast), .. more];

    protected async Task<string> JoinAsync(string person, params (string, JsonNode?)[] more)
    {
        Api.Clock.Advance(TimeSpan.FromMilliseconds(1)); // of those who join in one millisecond, either may be the first
        var joined = await Salon.PostAsync(person, "/waitlist", Wish(more));
        Assert.Equal((201, "waiting"), (joined.Status, joined.Member("status")));
        return joined.Member("id");
    }

    protected async Task FreeAsync() => Assert.Equal(200, (await Salon.PostAsync(SalonFixture.Ben, $"/bookings/{Blocking}/cancel")).Status);

    /// <summary>The entry, once it has the status. The clock advances meanwhile.</summary>
    protected async Task<Answer> WaitForAsync(string person, string entry, string status)
    {
        await Mailbox.WaitAsync(async () =>
        {
            Api.AdvanceOneSecond();
            return (await Salon.GetAsync(person, $"/waitlist/{entry}")).Member("status") == status;
        });
        var found = await Salon.GetAsync(person, $"/waitlist/{entry}");
        Assert.Equal(status, found.Member("status"));
        return found;
    }
}
