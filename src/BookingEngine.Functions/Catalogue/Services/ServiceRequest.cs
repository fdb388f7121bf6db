using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Functions.Http.Requests.Shapes;
using NodaTime;

namespace BookingEngine.Functions.Catalogue.Services;

/// <summary>Durations in minutes.</summary>
internal sealed record ServiceRequest : IDefinitionRequest<ServiceRequest, Service>
{
    /// <summary>A year.</summary>
    public const int MaximumMinutes = 365 * 24 * 60;

    public const int MaximumSeats = 10_000;

    public string? Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required int Duration { get; init; }

    public int BufferBefore { get; init; }

    public int BufferAfter { get; init; }

    /// <summary>The duration where null.</summary>
    public int? SlotInterval { get; init; }

    public int MinimumNotice { get; init; }

    public int? Horizon { get; init; }

    public int Capacity { get; init; } = 1;

    public required ImmutableArray<ResourceId> ResourceIds { get; init; }

    public Assignment Assignment { get; init; } = Assignment.FirstAvailable;

    public int? CancellationNotice { get; init; }

    public int? RescheduleNotice { get; init; }

    public bool Approval { get; init; }

    public bool PendingBlocks { get; init; } = true;

    public CustomerLimits Limits { get; init; } = new(null, null);

    public Price? Price { get; init; }

    public ImmutableArray<Question> Questions { get; init; } = [];

    public bool Active { get; init; } = true;

    public static ServiceRequest Read(RequestFields fields) => new()
    {
        Id = fields.OptionalId(),
        Name = fields.Text("name", "What people call it.", 1, CatalogueCommands.MaximumName),
        Description = fields.Optional("description", "What it is, for those who book it.").OrNull().Text(0, 5_000),
        Duration = fields.Required("duration", "How long it takes, in minutes.").Whole(1, MaximumMinutes) ?? 1,
        BufferBefore = fields.Optional("buffer_before", "Minutes kept free before it; 0 where absent.").Whole(0, MaximumMinutes) ?? 0,
        BufferAfter = fields.Optional("buffer_after", "Minutes kept free after it; 0 where absent.").Whole(0, MaximumMinutes) ?? 0,
        SlotInterval = fields.Optional("slot_interval", "How many minutes apart starts are; the duration where absent.").Whole(1, MaximumMinutes),
        MinimumNotice = fields.Optional("minimum_notice", "How many minutes before its start it must be booked; 0 where absent.").Whole(0, MaximumMinutes) ?? 0,
        Horizon = fields.Optional("horizon", "How many minutes ahead of now it may start; null for no limit.").OrNull().Whole(1, MaximumMinutes),
        Capacity = fields.OptionalWhole("capacity", "Seats of one session: 1, where absent, or more for a group.", 1, MaximumSeats) ?? 1,
        ResourceIds = ReadResources(fields.Required("resource_ids", "The resources that give it, at least one.")),
        Assignment = fields.Optional("assignment", "How a resource is chosen where none is named; `first_available` where absent.")
            .Choice(ServiceWords.Assignments) ?? Assignment.FirstAvailable,
        CancellationNotice = fields.Optional("cancellation_notice", "How many minutes before its start customers may cancel; null for any time before it.")
            .OrNull().Whole(0, MaximumMinutes),
        RescheduleNotice = fields.Optional("reschedule_notice", "How many minutes before its start customers may move it; null for any time before it.")
            .OrNull().Whole(0, MaximumMinutes),
        Approval = fields.Flag("approval", "Whether bookings wait for approval; false where absent."),
        PendingBlocks = fields.Flag("pending_blocks", "Whether a booking that waits takes its time already; true where absent.", fallback: true),
        Limits = fields.Optional("limits", "How many bookings of it a customer may have; null for any number.").Nested(ReadLimits) ?? new(null, null),
        Price = fields.Optional("price", "Information only: nothing is charged.").OrNull().Nested(ReadPrice),
        Questions = QuestionFields.Read(fields.Optional("questions", "What is asked of people who book.")),
        Active = fields.Flag("active", "False for one that is retired; true where absent.", fallback: true),
    };

    public Service Define(string id) => new(
        new ServiceId(id), Name, Description, Minutes(Duration), Minutes(BufferBefore), Minutes(BufferAfter), Minutes(SlotInterval ?? Duration),
        Minutes(MinimumNotice), OptionalMinutes(Horizon), Capacity, ResourceIds, Assignment, OptionalMinutes(CancellationNotice),
        OptionalMinutes(RescheduleNotice), Approval, PendingBlocks, Limits, Price, Questions, Active);

    private static ImmutableArray<ResourceId> ReadResources(RequestValue value)
    {
        var read = value.ResourceIds();
        if (read.IsEmpty && value.IsList)
        {
            value.Fail("must name at least one resource");
        }

        return read;
    }

    private static CustomerLimits ReadLimits(RequestFields fields) => new(
        fields.Optional("active", "Ahead at once.").OrNull().Whole(1, MaximumSeats),
        fields.Optional("per_day", "On one local day.").OrNull().Whole(1, MaximumSeats));

    private static Price ReadPrice(RequestFields fields) => new(
        fields.Required("amount", "How much.").Amount(1_000_000_000m) ?? 0,
        fields.Required("currency", "The currency, by ISO 4217.").Matching(
            text => text.Length == 3 && text.All(char.IsAsciiLetterUpper), "must be a currency of three capital letters such as EUR",
            ValueShape.Text with { Pattern = "^[A-Z]{3}$" }) ?? "");

    private static Duration Minutes(int minutes) => NodaTime.Duration.FromMinutes(minutes);

    private static Duration? OptionalMinutes(int? minutes) => minutes is { } given ? Minutes(given) : null;
}
