using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Fields;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Catalogue.Services;

/// <summary>Durations are in minutes.</summary>
internal sealed record ServiceRequest : IDefinitionRequest<ServiceRequest, Service>
{
    public const int MaximumMinutes = BookingFields.MaximumMinutes;

    public const int MaximumDays = 365;

    public const int MaximumSeats = 10_000;

    public string? Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Null for a visit, whose segments give it.</summary>
    public int? Duration { get; init; }

    public IReadOnlyList<DurationRequest> Durations { get; init; } = [];

    public int BufferBefore { get; init; }

    public int BufferAfter { get; init; }

    /// <summary>Null for the duration.</summary>
    public int? SlotInterval { get; init; }

    public int MinimumNotice { get; init; }

    public int MinimumNoticeDays { get; init; }

    public int? Horizon { get; init; }

    public LocalDate? ValidFrom { get; init; }

    public LocalDate? ValidTo { get; init; }

    public int Capacity { get; init; } = 1;

    public required ImmutableArray<ResourceId> ResourceIds { get; init; }

    /// <summary>Null for a service that is no visit.</summary>
    public ImmutableArray<VisitSegment>? Segments { get; init; }

    /// <summary>Null for a service that takes one resource.</summary>
    public ImmutableArray<ResourceNeed>? Needs { get; init; }

    public Assignment Assignment { get; init; } = Assignment.FirstAvailable;

    public int? CancellationNotice { get; init; }

    public int? RescheduleNotice { get; init; }

    public bool Approval { get; init; }

    public bool PendingBlocks { get; init; } = true;

    public CustomerLimits Limits { get; init; } = new(null, null);

    public ImmutableArray<BookingLimit>? BookingLimits { get; init; }

    public bool? ExclusivePerCustomer { get; init; }

    public bool ApprovalOnReschedule { get; init; } = true;

    /// <summary>The longest first. Null for none.</summary>
    public ImmutableArray<int>? Reminders { get; init; }

    public Price? Price { get; init; }

    public ImmutableArray<Question> Questions { get; init; } = [];

    public bool Active { get; init; } = true;

    public static ServiceRequest Read(RequestFields fields) => new ServiceRequest
    {
        Id = fields.OptionalId(),
        Name = fields.Name("name", "The name.", CatalogueCommands.MaximumName),
        Description = fields.Optional("description", "A description for customers.").OrNull().Text(0, 5_000),
        Duration = fields.Optional("duration", "The duration in minutes. Required without `segments`.").Whole(1, MaximumMinutes),
        Durations = DurationFields.Read(fields.Optional(
            "durations", "The lengths that customers can choose. The `duration` is always one of them, listed or not.")),
        BufferBefore = fields.Optional("buffer_before", "The minutes to keep free before it. If omitted, 0.").Whole(0, MaximumMinutes) ?? 0,
        BufferAfter = fields.Optional("buffer_after", "The minutes to keep free after it. If omitted, 0.").Whole(0, MaximumMinutes) ?? 0,
        SlotInterval = fields.Optional("slot_interval", "The minutes from one start to the next. If omitted, the duration.").Whole(1, MaximumMinutes),
        MinimumNotice = fields.Optional("minimum_notice", "How many minutes before its start it must be booked. If omitted, 0.").Whole(0, MaximumMinutes) ?? 0,
        MinimumNoticeDays = fields.Optional(
            "minimum_notice_days", "How many local days before its date it must be booked, besides `minimum_notice`. 1: not on the same day. If omitted, 0.")
            .Whole(0, MaximumDays) ?? 0,
        Horizon = fields.Optional("horizon", "How many minutes from now it may start at most. Null for no limit.").OrNull().Whole(1, MaximumMinutes),
        ValidFrom = fields.Optional("valid_from", "The first local date on which it may start. Null for no limit.").OrNull().Date(),
        ValidTo = fields.Optional("valid_to", "The first local date on which it may no longer start. Null for no limit.").OrNull().Date(),
        Capacity = fields.OptionalWhole("capacity", "The seats of one session. If omitted, 1. A group service has more.", 1, MaximumSeats) ?? 1,
        ResourceIds = NeedFields.ReadResources(fields),
        Needs = NeedFields.Read(fields),
        Segments = SegmentFields.Read(fields),
        Assignment = fields.Optional("assignment", "How a resource is chosen if a booking names none. If omitted, `first_available`.")
            .Choice(ServiceWords.Assignments) ?? Assignment.FirstAvailable,
        CancellationNotice = fields.Optional("cancellation_notice", "Until how many minutes before the start customers may cancel. Null for any time before it.")
            .OrNull().Whole(0, MaximumMinutes),
        RescheduleNotice = fields.Optional("reschedule_notice", "Until how many minutes before the start customers may move it. Null for any time before it.")
            .OrNull().Whole(0, MaximumMinutes),
        Approval = fields.Flag("approval", "Whether bookings need approval. If omitted, false."),
        PendingBlocks = fields.Flag("pending_blocks", "Whether a pending booking takes its time. If omitted, true.", fallback: true),
        Limits = fields.Optional("limits", "How many bookings of it a customer may have. Null for no limit.").Nested(CustomerLimitFields.Read) ?? new(null, null),
        BookingLimits = BookingLimitFields.Read(fields, "How much of it can be booked in a period, by anyone, on all its resources together."),
        ExclusivePerCustomer = fields.Optional(
            "exclusive_per_customer", "Whether a customer who has another booking at that time is refused. Null for the deployment's setting.").OrNull().Flag(),
        ApprovalOnReschedule = fields.Flag(
            "approval_on_reschedule",
            "Whether an approved booking needs approval again after its customer has moved it. Only with `approval`. If omitted, true.", fallback: true),
        Reminders = ReminderFields.Read(fields),
        Price = PriceFields.Read(fields.Optional("price", "For information. Nothing is charged.")),
        Questions = QuestionFields.Read(fields.Optional("questions", "The questions for customers who book.")),
        Active = fields.Flag("active", "False to retire it. If omitted, true.", fallback: true),
    }.Checked(fields.Errors);

    public Service Define(string id) => new(
        new ServiceId(id), Name, Description, Minutes(Duration ?? 0), Minutes(BufferBefore), Minutes(BufferAfter), Minutes(SlotInterval ?? Duration ?? 0),
        Minutes(MinimumNotice), OptionalMinutes(Horizon), Capacity, ResourceIds, Assignment, OptionalMinutes(CancellationNotice),
        OptionalMinutes(RescheduleNotice), Approval, PendingBlocks, Limits, Price, Questions, Active)
    {
        BookingLimits = BookingLimits,
        ExclusivePerCustomer = ExclusivePerCustomer,
        ApprovalOnReschedule = ApprovalOnReschedule ? null : false,
        Needs = Needs,
        Segments = Segments,
        MinimumNoticeDays = MinimumNoticeDays,
        ValidFrom = ValidFrom,
        ValidTo = ValidTo,
        Reminders = Reminders,
        Durations = Durations.Count == 0 ? null : [.. Durations.Select(d => new OfferedDuration(Minutes(d.Minutes), d.Price))],
    };

    /// <summary>Adds the errors of fields that contradict each other.</summary>
    private ServiceRequest Checked(FieldErrors errors)
    {
        if (Active && Horizon < MinimumNotice)
        {
            errors.Add("horizon", "must not be shorter than minimum_notice");
        }
        else if (Active && Horizon <= (MinimumNoticeDays - 1) * TimeOfDay.MinutesPerDay)
        {
            errors.Add("horizon", "must reach beyond minimum_notice_days");
        }

        if (ValidTo <= ValidFrom)
        {
            errors.Add("valid_to", "must come after valid_from");
        }

        NeedFields.Check(this, errors);
        SegmentFields.Check(this, errors);
        if (Active)
        {
            BookingLimitFields.Check(BookingLimits, Durations.Select(d => d.Minutes).Append(Duration ?? MaximumMinutes).Min(), errors);
        }

        return this;
    }

    private static Duration Minutes(int minutes) => NodaTime.Duration.FromMinutes(minutes);

    private static Duration? OptionalMinutes(int? minutes) => minutes is { } given ? Minutes(given) : null;
}
