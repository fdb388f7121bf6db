using System.Globalization;
using System.Text.Json.Nodes;
using BookingEngine.Commands;
using BookingEngine.Infrastructure;
using BookingEngine.Ports;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace BookingEngine.Tests.SeveralResources;

/// <summary>Requests at once for the last room, with therapists enough for all. <c>SEVERAL_ROUNDS</c> sets how often.</summary>
public sealed class SeveralRaceTests(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private const int Rivals = 50, Therapists = 10;
    private static readonly int Rounds = TestVariable.Whole("SEVERAL_ROUNDS", 8);

    private readonly RunningApi _api = new()
    {
        Replacing = services => services.AddSingleton<IRaceBackoff>(s => new RaceBackoff(TimeProvider.System, s.GetRequiredService<IRandomBytes>())),
    };

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    // The last calendar by name leads. Once the room leads, once it is a participant.
    [Theory]
    [InlineData("therapist", "z-room")]
    [InlineData("therapist", "a-room")]
    public async Task Of_50_requests_for_the_last_room_one_succeeds(string therapist, string room)
    {
        var salon = await SalonFixture.OpenAsync(_api);
        await salon.ResourceAsync(room);
        foreach (var n in Enumerable.Range(0, Therapists))
        {
            await salon.ResourceAsync($"{therapist}-{n}");
        }

        await salon.ServiceAsync("cut", ("resource_ids", null), ("needs", Needs(Enumerable.Range(0, Therapists).Select(n => $"{therapist}-{n}"), room)));
        for (var round = 0; round < Rounds; round++)
        {
            var slot = $"2030-05-{6 + (round / 20):00}T{round % 20:00}:00:00Z";
            var answers = await RaceTests.AtOnceAsync(Rivals, _ => salon.BookAsync(SalonFixture.Ada, slot, ("resource_id", null)));
            Assert.Equal((1, Rivals - 1), (answers.Count(a => a.Status == 201), answers.Count(a => a.Status == 409)));
            Assert.All(answers.Where(a => a.Status == 409), a => Assert.Equal("slot_unavailable", a.Member("code")));
        }

        await AssertNothingReservedAsync(salon, [room, .. Enumerable.Range(0, Therapists).Select(n => $"{therapist}-{n}")]);
        output.WriteLine($"SEVERAL_ROUNDS={Rounds}: in each of {Rounds} rounds one of {Rivals} booked, led by {(string.CompareOrdinal(room, therapist) > 0 ? room : therapist)}");
    }

    private static JsonArray Needs(IEnumerable<string> therapists, string room) =>
    [
        new JsonObject { ["resource_ids"] = new JsonArray([.. therapists.Select(t => JsonValue.Create(t))]) },
        new JsonObject { ["resource_ids"] = new JsonArray(room) },
    ];

    // One resource gives two parts, and three or four calendars take part.
    [Fact]
    public async Task Of_50_requests_for_the_last_room_of_a_visit_one_succeeds()
    {
        var salon = await SalonFixture.OpenAsync(_api);
        string[] therapists = [.. Enumerable.Range(0, Therapists).Select(n => $"therapist-{n}")];
        foreach (var resource in therapists.Append("room"))
        {
            await salon.ResourceAsync(resource);
        }

        await salon.ServiceAsync("talk", ("duration", 15), ("resource_ids", new JsonArray([.. therapists.Select(t => JsonValue.Create(t))])));
        await salon.ServiceAsync("bath", ("duration", 30), ("resource_ids", new JsonArray("room")));
        JsonArray segments = [Segment("talk"), Segment("bath"), Segment("talk")];
        await salon.ServiceAsync("cut", ("duration", null), ("resource_ids", null), ("segments", segments));
        for (var round = 0; round < Rounds; round++)
        {
            var slot = $"2030-05-{6 + (round / 20):00}T{round % 20:00}:00:00Z";
            var answers = await RaceTests.AtOnceAsync(Rivals, _ => salon.BookAsync(SalonFixture.Ada, slot, ("resource_id", null)));
            Assert.Equal((1, Rivals - 1), (answers.Count(a => a.Status == 201), answers.Count(a => a.Status == 409)));
            Assert.All(answers.Where(a => a.Status == 409), a => Assert.Equal("slot_unavailable", a.Member("code")));
        }

        await AssertNothingReservedAsync(salon, ["room", .. therapists]);
        output.WriteLine($"SEVERAL_ROUNDS={Rounds}: in each of {Rounds} rounds one of {Rivals} booked the visit");
    }

    // Both leads and participants are wanted by all, so that each one may be in the way of each other.
    [Fact]
    public async Task Of_series_at_once_as_many_succeed_as_there_are_rooms()
    {
        const int Series = 8, Rooms = 2;
        var salon = await SalonFixture.OpenAsync(_api);
        string[] therapists = [.. Enumerable.Range(0, Therapists).Select(n => $"therapist-{n}")], rooms = [.. Enumerable.Range(0, Rooms).Select(n => $"room-{n}")];
        foreach (var resource in therapists.Concat(rooms))
        {
            await salon.ResourceAsync(resource);
        }

        await salon.ServiceAsync("cut", ("resource_ids", null), ("needs", new JsonArray(Need(therapists), Need(rooms))));
        for (var round = 0; round < Rounds; round++)
        {
            var day = new DateOnly(2030, 5, 6).AddDays((round / 20 % 7) + (round / 140 * 14)); // no two rounds meet
            var answers = await RaceTests.AtOnceAsync(Series, _ => salon.PostAsync(
                SalonFixture.Ada, "/bookings/series", ("service_id", "cut"), ("slot", $"{day:O}T{round % 20:00}:00:00Z"), ("rule", "FREQ=WEEKLY;COUNT=2")));
            Assert.Equal((Rooms, Series - Rooms), (answers.Count(a => a.Status == 201), answers.Count(a => a.Status == 409)));
            var booked = answers.Where(a => a.Status == 201).Select(a => a.Json["bookings"]!.AsArray().Select(b => (string)b!["resources"]![1]!["resource_id"]!).Distinct());
            Assert.Equal(rooms, booked.Select(Assert.Single).Order());
        }

        await AssertNothingReservedAsync(salon, [.. therapists, .. rooms]);
        output.WriteLine($"SEVERAL_ROUNDS={Rounds}: in each of {Rounds} rounds {Rooms} of {Series} series were booked");
    }

    private static JsonObject Need(IEnumerable<string> resources) => new() { ["resource_ids"] = new JsonArray([.. resources.Select(r => JsonValue.Create(r))]) };

    private static JsonObject Segment(string service) => new() { ["service_id"] = service };

    private static int Count(IEnumerable<string> types, string type) =>
        types.Sum(t => t == type ? 1 : t.StartsWith($"{type}*", StringComparison.Ordinal) ? int.Parse(t[(type.Length + 1)..], CultureInfo.InvariantCulture) : 0);

    // Each reservation was kept or released.
    private static async Task AssertNothingReservedAsync(SalonFixture salon, IEnumerable<string> resources)
    {
        foreach (var resource in resources)
        {
            var types = await salon.TypesAsync(resource);
            Assert.Equal(Count(types, "time-reserved.v1"), Count(types, "time-kept.v1") + Count(types, "time-released.v1"));
        }
    }
}
