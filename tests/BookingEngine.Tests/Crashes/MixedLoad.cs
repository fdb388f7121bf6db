using System.Globalization;
using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Crashes;

/// <summary>Clients who book, hold, move, cancel, list and ask for mails, each with a ledger of what was answered.</summary>
/// <param name="send">Sends a request. Null if no answer came, so that its result is unknown.</param>
/// <param name="days">How many days have times that are asked for. Few days give many refusals.</param>
public sealed class MixedLoad(Func<Call, Task<Answer?>> send, int seed, int clients, int days = 2)
{
    public const string AdminEmail = "root@example.com", AdminPassword = "the root of all";

    /// <summary>How many active bookings of the service with a limit a customer may have.</summary>
    public const int Limit = 2;

    public static readonly string[] Resources = ["one", "two", "three"];
    private static readonly DateTimeOffset First = new(2035, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public LoadClient[] Clients { get; private set; } = [];

    public async Task BuildAsync()
    {
        var admin = await SignInAsync(AdminEmail, AdminPassword);
        foreach (var resource in Resources)
        {
            await ExpectAsync(201, Call.PostJson("/resources", CatalogueCalls.OpenRoundTheClock(resource).ToJsonString()), admin);
        }

        await ServiceAsync(admin, "plain");
        await ServiceAsync(admin, "limited", ("limits", new JsonObject { ["active"] = Limit }));
        Clients = await RaceTests.AtOnceAsync(clients, async n =>
        {
            var email = $"client{n}@example.com";
            var registration = new JsonObject { ["email"] = email, ["password"] = People.Password, ["full_name"] = "Ada" };
            await ExpectAsync(201, Call.PostJson("/auth/register", registration.ToJsonString()), null);
            return new LoadClient(n, email, await SignInAsync(email, People.Password), new Random((seed * 1_000) + n));
        });
    }

    /// <summary>Every client gets a new access token.</summary>
    public async Task SignInAgainAsync() =>
        Clients = await Task.WhenAll(Clients.Select(async client => client with { Token = await SignInAsync(client.Email, People.Password) }));

    /// <summary>One request of a client. False if no answer came.</summary>
    public async Task<bool> ActAsync(LoadClient client)
    {
        var random = client.Random;
        return random.Next(20) switch
        {
            < 7 => await BookAsync(client, new() { ["slot"] = Slot(random), ["service_id"] = "plain", ["resource_id"] = Resources[random.Next(3)] }),
            < 9 => await BookAsync(client, new() { ["slot"] = Slot(random), ["service_id"] = "limited" }),
            < 11 => await HoldAsync(client),
            < 13 when client.Ledger.TakeHold() is { } hold => await BookAsync(client, new() { ["hold_id"] = hold.Id }),
            < 16 when client.Ledger.AnyActive(random) is { } booking => await MoveAsync(client, booking),
            < 18 when client.Ledger.AnyActive(random) is { } booking => await CancelAsync(client, booking),
            18 => await RecoverAsync(client),
            _ => await send(Call.Get("/bookings?limit=20") with { Token = client.Token }) is { Status: 200 },
        };
    }

    public async Task<JsonArray> ListAsync(LoadClient client)
    {
        var listed = await send(Call.Get("/bookings") with { Token = client.Token });
        Assert.Equal(200, listed?.Status);
        return listed!.Json["bookings"]!.AsArray();
    }

    private async Task<bool> BookAsync(LoadClient client, JsonObject body)
    {
        client.Ledger.BeginBooking();
        var answer = await SendAsync(client, Call.PostJson("/bookings", body.ToJsonString()), 201, 409, 422);
        return client.Ledger.Booked(answer);
    }

    private async Task<bool> HoldAsync(LoadClient client)
    {
        var body = new JsonObject
        {
            ["slot"] = Slot(client.Random), ["service_id"] = "plain", ["resource_id"] = Resources[client.Random.Next(3)], ["minutes"] = 60,
        };
        return client.Ledger.Held(await SendAsync(client, Call.PostJson("/holds", body.ToJsonString()), 201, 409));
    }

    private async Task<bool> MoveAsync(LoadClient client, LedgerEntry booking)
    {
        var (slot, resource) = (Slot(client.Random), Resources[client.Random.Next(3)]);
        booking.Begin(new(slot, resource, "confirmed"));
        var body = new JsonObject { ["slot"] = slot, ["resource_id"] = resource };
        return booking.Answered(await SendAsync(client, Call.PostJson($"/bookings/{booking.Id}/reschedule", body.ToJsonString()), 200, 409));
    }

    private async Task<bool> CancelAsync(LoadClient client, LedgerEntry booking)
    {
        booking.Begin(booking.Known with { Status = "cancelled" });
        return booking.Answered(await SendAsync(client, Call.Post($"/bookings/{booking.Id}/cancel"), 200));
    }

    private async Task<bool> RecoverAsync(LoadClient client) => await SendAsync(
        client, Call.PostJson("/auth/recover-password", new JsonObject { ["email"] = client.Email }.ToJsonString()), 200) is not null;

    private async Task<Answer?> SendAsync(LoadClient client, Call call, params int[] expected)
    {
        var answer = await send(call with { Token = client.Token });
        Assert.True(answer is null or { Status: 503 } || expected.Contains(answer.Status), $"{call.Method} {call.Path}: {answer?.Status} {answer?.Text}");
        return answer is { Status: 503 } ? null : answer;
    }

    private string Slot(Random random) => First.AddMinutes(30 * random.Next(48 * days)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private Task ServiceAsync(string admin, string id, params (string Name, JsonNode? Value)[] more)
    {
        var service = CatalogueCalls.Service(id);
        (service["duration"], service["resource_ids"]) = (30, new JsonArray([.. Resources.Select(r => (JsonNode)r)]));
        return ExpectAsync(201, Call.PostJson("/services", SalonFixture.With(service, more).ToJsonString()), admin);
    }

    private async Task<string> SignInAsync(string email, string password) =>
        (await ExpectAsync(200, Call.PostForm("/auth/token", ("username", email), ("password", password)), null)).Member("access_token");

    private async Task<Answer> ExpectAsync(int status, Call call, string? token)
    {
        var answer = await send(call with { Token = token });
        Assert.True(answer?.Status == status, answer?.Text);
        return answer!;
    }
}

public sealed record LoadClient(int Number, string Email, string Token, Random Random)
{
    public Ledger Ledger { get; } = new();
}
