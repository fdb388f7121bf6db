using System.Text.Json.Nodes;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Privacy;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Simulation;
using BookingEngine.Users;
using BookingEngine.Users.Roles;
using BookingEngine.Webhooks.Endpoints;
using BookingEngine.Webhooks.Payloads;
using NodaTime;

namespace BookingEngine.Tests.Webhooks;

/// <summary>Integrators rely on the shape of payloads: each schema has a golden file. A schema only gains members.</summary>
public sealed class PayloadShapeTests
{
    private static readonly Guid Id = Guid.Parse("01900000-0000-7000-8000-000000000001"), Other = Guid.Parse("01900000-0000-7000-8000-000000000002");
    private static readonly Instant Start = Instant.FromUtc(2031, 6, 2, 8, 0), Recorded = Instant.FromUtc(2031, 6, 1, 7, 0);

    private static readonly BookedInterval Later = new(
        Start + Duration.FromHours(1), Start + Duration.FromHours(2), new LocalDateTime(2031, 6, 2, 11, 0), "Europe/Berlin", "2026a");

    private static readonly MoveId Move = new(Guid.Parse("01900000-0000-7000-8000-000000000009"));

    private readonly World _world = new(new Random(1), PlantedBug.None);
    private readonly Node _node;

    public PayloadShapeTests() => _node = new Node(_world, (_, _) => Task.CompletedTask);

    [Theory]
    [InlineData("booking.v1", false)]
    [InlineData("booking.v1", true)]
    [InlineData("hold.v1", false)]
    [InlineData("user.v1", false)]
    [InlineData("user.v1", true)]
    [InlineData("catalogue.v1", false)]
    [InlineData("webhook.v1", false)]
    public async Task A_schema_keeps_its_shape(string schema, bool personal)
    {
        await RecordAllAsync();

        var payloads = await ComposeAsync(schema, personal);

        var golden = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Webhooks", "Payloads", $"{schema}{(personal ? "+personal" : "")}.json"));
        Assert.Equal(golden.TrimEnd(), string.Join("\n", payloads));
    }

    [Fact]
    public async Task Every_type_has_a_payload_in_the_golden_files()
    {
        await RecordAllAsync();

        var types = (await ComposeAsync(null, personal: false)).Select(payload => (string)JsonNode.Parse(payload)!["type"]!).Distinct();

        Assert.Equal(WebhookEventTypes.All.Select(type => type.Name).Order(StringComparer.Ordinal), types.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_hold_that_is_an_offer_names_it_and_its_entry()
    {
        var offered = new HoldPlaced(Other, new UserId(Id), new ServiceId("cut"), Later, 1, BookingTerms.Of(CompleteObjects.Service), Start)
        {
            Offer = new OfferedTo(new EntryId(Other), new OfferId(Id)),
        };
        await RecordAsync("calendar-chair-1", offered);

        var data = JsonNode.Parse((await ComposeAsync("hold.v1", personal: false)).Single())!["data"]!;

        Assert.Equal(($"{Other}", $"{Id}"), ((string)data["waitlist_entry_id"]!, (string)data["offer_id"]!));
    }

    [Fact]
    public async Task Without_permission_no_payload_has_a_personal_member()
    {
        await RecordAllAsync();

        foreach (var payload in await ComposeAsync(null, personal: false))
        {
            Assert.All(
                new[] { "guest", "answers", "notes", "reason", "full_name", "email", "phone" },
                name => Assert.DoesNotContain($"\"{name}\"", payload, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task After_an_erasure_a_payload_says_erased_and_nothing_else()
    {
        await RecordAllAsync();
        await _node.Get<PersonalData>().EraseAsync($"{Id}");

        var created = JsonNode.Parse((await ComposeAsync("booking.v1", personal: true))[0])!["data"]!;

        Assert.Equal((true, null, null), ((bool)created["erased"]!, created["notes"], created["guest"]));
    }

    private async Task<List<string>> ComposeAsync(string? schema, bool personal)
    {
        var (composer, payloads) = (_node.Get<PayloadComposer>(), new List<string>());
        foreach (var recorded in _world.Events.Commits.SelectMany(_node.Get<EventCatalogue>().Read))
        {
            foreach (var place in (await composer.PlaceAsync(recorded, CancellationToken.None)).Where(p => schema is null || p.Type.Schema == schema))
            {
                payloads.Add(System.Text.Encoding.UTF8.GetString((await composer.ComposeAsync(place, personal, CancellationToken.None)).Json.Span));
            }
        }

        return payloads;
    }

    private async Task RecordAllAsync()
    {
        var personal = _node.Get<PersonalData>();
        var texts = (await personal.KeyForAsync($"{Id}", $"booking {Id}"))!;
        var details = texts.Encrypt("""{"notes":"Mind the dog","answers":{"allergies":"none"},"guest":{"name":"Grace","email":"grace@example.com","phone":null}}""");
        var key = (await personal.KeyForAsync($"{Other}"))!;
        await RecordAsync("user-" + Other, new UserRegistered(new UserId(Other), key.Encrypt("ada@example.com"), key.Encrypt("Ada"), key.Encrypt("hash"), Role.Customer));
        await RecordAsync("team-all", new RoleChanged(new UserId(Other), Role.Staff, null, null), new UserDeactivated(new UserId(Other), null, null));
        await RecordAsync("location-mitte", new LocationCreated(CompleteObjects.Location), new LocationChanged(CompleteObjects.Location with { Name = "Salon" }));
        await RecordAsync("service-cut", new ServiceCreated(CompleteObjects.Service), new ServiceRetired(CompleteObjects.Service with { Active = false }));
        await RecordAsync(
            "calendar-chair-1", new ResourceCreated(CompleteObjects.Resource),
            new HoldPlaced(Other, new UserId(Id), new ServiceId("cut"), Later, 1, BookingTerms.Of(CompleteObjects.Service), Start), new HoldReleased(Other),
            Made(Id, details) with { HoldId = Other, IsPending = true }, new BookingApproved(new BookingId(Id), null),
            new BookingRescheduled(new BookingId(Id), null, Later, IsOverride: true) { Reason = texts.Encrypt("I am ill.") },
            new BookingMovedAway(new BookingId(Id), null, Move, new ResourceId("chair-2"), Later, BookingStatus.Confirmed),
            Made(Other, null) with { IsPending = true }, new BookingDeclined(new BookingId(Other), null));
        await RecordAsync(
            "calendar-chair-2",
            new MoveReserved(
                Move, new BookingId(Id), new ResourceId("chair-1"), null, new UserId(Id), new ServiceId("cut"), 1, BookingTerms.Of(CompleteObjects.Service),
                BookingStatus.Confirmed, Later, IsOverride: true, Recorded, details),
            new BookingMovedIn(new BookingId(Id), Move, BookingStatus.Confirmed), new BookingHandedOver(new BookingId(Id), Move, new UserId(Other), null),
            new BookingCancelled(new BookingId(Id), Move, IsOverride: false), Made(Move.Value, null) with { ResourceId = new("chair-2") },
            new BookingCompleted(new BookingId(Move.Value), null), Made(new Guid(7, 0, 0, new byte[8]), null), new NoShowRecorded(new BookingId(new Guid(7, 0, 0, new byte[8])), null));
        await RecordAsync(
            "webhooks-all", new WebhookCreated(CompleteObjects.Webhook), new WebhookTested(CompleteObjects.Webhook.Id),
            new WebhookDisabled(CompleteObjects.Webhook with { Active = false, DisabledBecause = "It failed for five days." }));
        await RecordAsync("user-" + Move, new UserErased(new UserId(Move.Value), ErasureOrigin.Guest, null, null));
        foreach (var stream in _world.Events.Commits.Select(c => new StreamAdvanced(c.Stream, c.Version)))
        {
            await _node.Get<Projector>().ProjectAsync(stream, CancellationToken.None);
        }
    }

    private static BookingMade Made(Guid id, Encrypted? details) => new(
        new BookingId(id), new UserId(Id), new ServiceId("cut"), new ResourceId("chair-1"), Start, Start + Duration.FromHours(1),
        new LocalDateTime(2031, 6, 2, 10, 0), "Europe/Berlin", "2026a", 1, BookingTerms.Of(CompleteObjects.Service) with { NeedsApprovalAfterMove = false },
        IsPending: false, IsOverride: false, HoldId: null, details);

    private Task<AppendResult> RecordAsync(string stream, params IDomainEvent[] events) => _node.Get<IEventStore>().AppendAsync(
    [
        new Commit(
            new CommitId(_world.Next()), StreamName.Parse(stream), 0, [.. events.Select(_node.Get<EventCatalogue>().Write)],
            new CommitMetadata(Recorded + Duration.FromMinutes(_world.Events.Commits.Count), null, "test")),
    ]);
}
