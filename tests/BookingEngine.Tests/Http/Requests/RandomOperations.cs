using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Functions.Catalogue.Services;
using BookingEngine.Functions.Users.Accounts;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Simulation;
using BookingEngine.Tests.Transfers;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Http.Requests;

/// <summary>Many concurrent clients who book, hold, move and cancel at random over HTTP, and an administrator who approves, declines and changes the
/// resources.</summary>
/// <param name="send">Sends a request to the API.</param>
/// <param name="pass">Called before each request.</param>
public sealed class RandomOperations(Func<Call, Task<Answer>> send, IServiceProvider services, int seed, Action pass)
{
    private readonly ConcurrentDictionary<string, byte> _bookings = [];
    private readonly ConcurrentDictionary<(string Path, int Status), int> _answers = [];
    private string _admin = "";
    private string[] _people = [];

    /// <summary>How often each kind of request got each answer.</summary>
    public string AnswerCounts => string.Join(", ", _answers.OrderBy(a => a.Key).Select(a => $"{a.Key.Path} {a.Key.Status}: {a.Value}"));

    public async Task BuildAsync()
    {
        _admin = await SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword);
        foreach (var resource in SimulatedTenant.Resources.Select(SimulatedTenant.Resource))
        {
            await ExpectAsync(201, Call.PostJson("/resources", ResourceOf(resource.Id.Value, resource.Capacity).ToJsonString()), _admin);
        }

        foreach (var service in SimulatedTenant.Services)
        {
            await ExpectAsync(201, RequestJson.Post("/services", new ServiceRequest
            {
                Id = service.Id.Value,
                Name = "Haircut",
                Duration = 30,
                SlotInterval = (int)service.SlotInterval.TotalMinutes,
                BufferAfter = (int)service.BufferAfter.TotalMinutes,
                Capacity = service.Capacity,
                Approval = service.Approval,
                PendingBlocks = service.PendingBlocks,
                ResourceIds = service.ResourceIds,
            }), _admin);
        }
    }

    /// <summary>Runs this number of operations, shared among the clients. One client is the administrator.</summary>
    public async Task RunAsync(int operations, int clients)
    {
        _people = await RaceTests.AtOnceAsync(clients - 1, async n =>
        {
            var email = $"random{seed}.{n}@example.com";
            await ExpectAsync(201, RequestJson.Post("/auth/register", new RegisterUserRequest(RequestJson.Email(email), People.Password, "Ada")), null);
            return await SignInAsync(email, People.Password);
        });
        await RaceTests.AtOnceAsync(clients, async n =>
        {
            var client = new Client(new Random((seed * 1_000) + n), n == 0 ? _admin : _people[n - 1], [], []);
            for (var i = n; i < operations; i += clients)
            {
                await (n == 0 ? SaveAsync(client) : ActAsync(client));
            }

            return true;
        });
    }

    /// <summary>The broken invariants. Empty when no unavailable time was ever taken, each booking is in one calendar, and the lists agree with the
    /// events.</summary>
    public async Task<List<string>> FindingsAsync()
    {
        var (occupancy, events) = (new SimulatedOccupancy(), new List<RecordedEvent>());
        foreach (var resource in SimulatedTenant.Resources)
        {
            var commits = await services.GetRequiredService<IEventStore>().ReadAsync(Calendar.StreamOf(resource), 0, 100_000, CancellationToken.None);
            events.AddRange(commits.SelectMany(services.GetRequiredService<EventCatalogue>().Read));
        }

        events.ForEach(occupancy.Observe);
        List<string> findings = [.. occupancy.Findings, .. _answers.Keys.Where(a => a.Status >= 500).Select(a => $"{a.Path} was answered {a.Status}")];
        var check = await services.GetRequiredService<Rebuild>().CheckAsync(new SilentProgress(), CancellationToken.None);
        if (check is not { Different: 0, Unreadable: 0 })
        {
            findings.Add($"read models: {check}");
        }

        var listed = await ListedAsync();
        var booked = events.Select(e => e.Event).OfType<BookingMade>().Select(e => e.BookingId).ToHashSet();
        findings.AddRange(booked.Count == 0 ? ["no booking was made"] : booked.SelectMany(id => FindingsOf(BookingLocation.Of(id, events), listed[id.ToString()].ToList(), id)));
        return booked.Count == listed.Count ? findings : [.. findings, $"{booked.Count} bookings were made and {listed.Count} are listed"];
    }

    private static IEnumerable<string> FindingsOf(BookingLocation found, List<JsonNode> listed, BookingId id)
    {
        if (found.Reserved.Count > 0)
        {
            yield return $"a reservation is left for {id}";
        }

        if (listed is not [var only])
        {
            yield return $"{id} is listed {listed.Count} times";
        }
        else if (found.Last is { } last
            ? !Is(last, only)
            : found.Here is not [var at] || at.Calendar != (string)only["resource_id"]! || $"{at.Start}" != (string)only["slot"]! || !Is(at.Status, only))
        {
            yield return $"{id} is listed as {only.ToJsonString()} and is {found}";
        }
    }

    private static bool Is(BookingStatus status, JsonNode listed) => status.ToString().Equals((string)listed["status"]!, StringComparison.OrdinalIgnoreCase);

    private async Task<ILookup<string, JsonNode>> ListedAsync()
    {
        List<JsonNode> all = [];
        foreach (var token in _people)
        {
            var page = await send(Call.Get("/bookings") with { Token = token });
            all.AddRange(page.Json["bookings"]!.AsArray().Select(b => b!));
        }

        return all.ToLookup(b => (string)b["id"]!);
    }

    private Task ActAsync(Client client) => client.Random.Next(12) switch
    {
        < 3 => BookAsync(client, new JsonObject { ["slot"] = client.Slot, ["service_id"] = client.Service, ["resource_id"] = client.Resource }),
        < 5 => HoldAsync(client),
        5 when client.TakeHold() is { } hold => BookAsync(client, new JsonObject { ["hold_id"] = hold }),
        6 when client.TakeHold() is { } hold => SendAsync("DELETE hold", Call.Post($"/holds/{hold}") with { Method = "DELETE" }, client.Token),
        7 when client.AnyBooking is { } booking => SendAsync("cancel", Call.Post($"/bookings/{booking}/cancel"), client.Token),
        _ when client.AnyBooking is { } booking => RescheduleAsync(client, booking),
        _ => SendAsync("list", Call.Get("/bookings"), client.Token),
    };

    private Task SaveAsync(Client client)
    {
        string[] all = [.. _bookings.Keys];
        var booking = all.Length == 0 ? $"{Guid.Empty}" : all[client.Random.Next(all.Length)];
        return client.Random.Next(8) switch
        {
            < 4 => SendAsync("approve", Call.Post($"/bookings/{booking}/approve"), client.Token),
            4 => SendAsync("decline", Call.Post($"/bookings/{booking}/decline"), client.Token),
            5 => RescheduleAsync(client, booking),
            6 => SendAsync("complete", Call.Post($"/bookings/{booking}/complete"), client.Token),
            _ => ChangeAsync(client),
        };
    }

    private async Task BookAsync(Client client, JsonObject body)
    {
        var answer = await SendAsync(body.ContainsKey("hold_id") ? "book hold" : "book", Keyed(client, "/bookings", body), client.Token);
        if (answer.Status == 201)
        {
            client.Bookings.Add(answer.Member("id"));
            _bookings[answer.Member("id")] = 0;
        }
    }

    private async Task HoldAsync(Client client)
    {
        var body = new JsonObject { ["slot"] = client.Slot, ["service_id"] = client.Service, ["minutes"] = 1 };
        var answer = await SendAsync("hold", Keyed(client, "/holds", body), client.Token);
        if (answer.Status == 201)
        {
            client.Holds.Add(answer.Member("id"));
        }
    }

    private Task RescheduleAsync(Client client, string booking)
    {
        var body = new JsonObject { ["slot"] = client.Slot, ["resource_id"] = client.Resource };
        return SendAsync("reschedule", Call.PostJson($"/bookings/{booking}/reschedule", body.ToJsonString()), client.Token);
    }

    private Task ChangeAsync(Client client)
    {
        var resource = SimulatedTenant.Resources[client.Random.Next(SimulatedTenant.Resources.Length)].Value;
        var body = ResourceOf(resource, client.Random.Next(1, 3));
        switch (client.Random.Next(3))
        {
            case 0:
                body["time_off"] = new JsonArray(new JsonObject { ["from"] = $"{SimulatedTenant.SlotAt(2)}", ["to"] = $"{SimulatedTenant.SlotAt(3)}", ["reason"] = "lunch" });
                break;
            case 1:
                body["active"] = false;
                break;
        }

        return SendAsync("PUT resource", Call.PutJson($"/resources/{resource}", body.ToJsonString(), "*"), client.Token);
    }

    private static JsonObject ResourceOf(string id, int capacity)
    {
        var body = CatalogueCalls.Resource(id);
        var days = new[] { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };
        body["weekly_hours"] = new JsonObject(days.Select(d => KeyValuePair.Create(d, (JsonNode?)CatalogueCalls.Intervals("00:00-24:00"))));
        body["capacity"] = capacity;
        return body;
    }

    private static Call Keyed(Client client, string path, JsonObject body) =>
        Call.PostJson(path, body.ToJsonString()) with { Headers = [("Idempotency-Key", $"{client.Random.Next()}")] };

    private async Task<Answer> SendAsync(string what, Call call, string token)
    {
        pass();
        var answer = await send(call with { Token = token });
        _answers.AddOrUpdate((what, answer.Status), 1, (_, count) => count + 1);
        return answer;
    }

    private async Task<string> SignInAsync(string email, string password) =>
        (await send(Call.PostForm("/auth/token", ("username", email), ("password", password)))).Member("access_token");

    private async Task ExpectAsync(int status, Call call, string? token)
    {
        var answer = await send(call with { Token = token });
        Assert.True(answer.Status == status, answer.Text);
    }

    private sealed record Client(Random Random, string Token, List<string> Bookings, List<string> Holds)
    {
        public string Slot => $"{SimulatedTenant.SlotAt(Random.Next(SimulatedTenant.SlotsInDemand * 4))}";

        public string Service => SimulatedTenant.Services.ElementAt(Random.Next(3)).Id.Value;

        public string? Resource => Random.Next(4) is var n and < 3 ? SimulatedTenant.Resources[n].Value : null;

        public string? AnyBooking => Bookings.Count == 0 ? null : Bookings[Random.Next(Bookings.Count)];

        public string? TakeHold()
        {
            var hold = Holds.LastOrDefault();
            Holds.Remove(hold ?? "");
            return hold;
        }
    }
}
