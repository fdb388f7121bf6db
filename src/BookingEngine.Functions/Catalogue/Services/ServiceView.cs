using System.Text.Json.Serialization;
using BookingEngine.Catalogue;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Functions.Catalogue.Services;

[Shape("Service", "A service that can be booked. Durations are in minutes.")]
public sealed record ServiceView(
    [property: Field("The service's id.")] string Id,
    string Name, string? Description, int Duration, IReadOnlyList<DurationView> Durations, int BufferBefore, int BufferAfter, int SlotInterval, int MinimumNotice,
    int MinimumNoticeDays, int? Horizon, string? ValidFrom, string? ValidTo,
    int Capacity, IReadOnlyList<string> ResourceIds, string Assignment, int? CancellationNotice, int? RescheduleNotice, bool Approval,
    bool PendingBlocks, CustomerLimitsView Limits, PriceView? Price, IReadOnlyList<QuestionView> Questions, bool Active)
{
    internal static ServiceView Example => new(
        "cut", "Haircut", "Wash, cut, dry", 45, [new DurationView(45, null), new DurationView(90, new PriceView(80, "EUR"))], 0, 10, 15, 120, 1, 86_400,
        "2030-01-01", "2031-01-01", 1, ["chair-1", "chair-2"], "least_busy", 1_440, 720, false, true,
        new CustomerLimitsView(3, 1), new PriceView(45.50m, "EUR"),
        [new QuestionView("length", "How long is your hair?", "choice", true, ["short", "long"])], true)
    {
        BookingLimits = BookingLimitView.Example,
        Reminders = [1_440, 120],
    };

    public IReadOnlyList<BookingLimitView> BookingLimits { get; init; } = [];

    [Field("What each booking takes, for a service that takes several resources at once. Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<NeedView>? Needs { get; init; }

    [Field("The services of a visit, in order. Otherwise omitted.", IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SegmentView>? Segments { get; init; }

    public bool? ExclusivePerCustomer { get; init; }

    public bool ApprovalOnReschedule { get; init; } = true;

    public IReadOnlyList<int> Reminders { get; init; } = [];

    [Field(WarningView.Description, IsOptional = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WarningView>? Warnings { get; init; }

    public static ServiceView Of(Service s) => new(
        s.Id.Value, s.Name, s.Description, Minutes(s.Duration), [.. (s.Durations ?? []).Select(DurationView.Of)], Minutes(s.BufferBefore), Minutes(s.BufferAfter), Minutes(s.SlotInterval),
        Minutes(s.MinimumNotice), s.MinimumNoticeDays, Minutes(s.Horizon), Text(s.ValidFrom), Text(s.ValidTo), s.Capacity, [.. s.ResourceIds.Select(r => r.Value)], ServiceWords.Of(s.Assignment),
        Minutes(s.CancellationNotice), Minutes(s.RescheduleNotice), s.Approval, s.PendingBlocks,
        new CustomerLimitsView(s.Limits.Active, s.Limits.PerDay), PriceView.Of(s.Price),
        [.. s.Questions.Select(QuestionView.Of)], s.Active)
    {
        BookingLimits = BookingLimitView.Of(s.BookingLimits),
        Segments = s.Segments is { } segments ? [.. segments.Select(SegmentView.Of)] : null,
        Needs = s is { Segments: null, Needs: { } needs } ? [.. needs.Select(NeedView.Of)] : null,
        ExclusivePerCustomer = s.ExclusivePerCustomer,
        ApprovalOnReschedule = s.ApprovalOnReschedule ?? true,
        Reminders = s.Reminders ?? [],
    };

    internal static int Minutes(Duration duration) => (int)duration.TotalMinutes;

    private static string? Text(LocalDate? date) => date is { } given ? LocalDatePattern.Iso.Format(given) : null;

    private static int? Minutes(Duration? duration) => duration is { } given ? Minutes(given) : null;
}

[Shape("ServiceList", "Services by id.")]
public sealed record ServiceListView(
    [property: Field("The services.")] IReadOnlyList<ServiceView> Services,
    [property: Field("The cursor of the next page. Null on the last page, and without `limit`.")] string? NextCursor);

[Shape("CustomerLimits", "How many bookings of a service one customer may have.")]
public sealed record CustomerLimitsView(int? Active, int? PerDay);

[Shape("Price", "The price of a service.")]
public sealed record PriceView(decimal Amount, string Currency)
{
    public static PriceView? Of(Price? price) => price is { } p ? new(p.Amount, p.Currency) : null;
}

[Shape("ServiceDuration", "A length of a service.")]
public sealed record DurationView(int Minutes, PriceView? Price)
{
    public static DurationView Of(OfferedDuration offered) => new(ServiceView.Minutes(offered.Length), PriceView.Of(offered.Price));
}

[Shape("Question", "A question for customers who book.")]
public sealed record QuestionView(string Id, string Text, string Type, bool Required, IReadOnlyList<string> Options)
{
    public static QuestionView Of(Question q) => new(q.Id, q.Text, ServiceWords.Of(q.Type), q.Required, [.. q.Options]);
}
