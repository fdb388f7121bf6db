using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Functions.Catalogue.Services;

/// <summary>Durations in minutes.</summary>
public sealed record ServiceView(
    string Id, string Name, string? Description, int Duration, int BufferBefore, int BufferAfter, int SlotInterval, int MinimumNotice, int? Horizon,
    int Capacity, IReadOnlyList<string> ResourceIds, string Assignment, int? CancellationNotice, int? RescheduleNotice, bool Approval,
    bool PendingBlocks, CustomerLimitsView Limits, PriceView? Price, IReadOnlyList<QuestionView> Questions, bool Active)
{
    public static ServiceView Of(Service s) => new(
        s.Id.Value, s.Name, s.Description, Minutes(s.Duration), Minutes(s.BufferBefore), Minutes(s.BufferAfter), Minutes(s.SlotInterval),
        Minutes(s.MinimumNotice), Minutes(s.Horizon), s.Capacity, [.. s.ResourceIds.Select(r => r.Value)], ServiceWords.Of(s.Assignment),
        Minutes(s.CancellationNotice), Minutes(s.RescheduleNotice), s.Approval, s.PendingBlocks,
        new CustomerLimitsView(s.Limits.Active, s.Limits.PerDay), s.Price is { } p ? new PriceView(p.Amount, p.Currency) : null,
        [.. s.Questions.Select(QuestionView.Of)], s.Active);

    private static int Minutes(Duration duration) => (int)duration.TotalMinutes;

    private static int? Minutes(Duration? duration) => duration is { } given ? Minutes(given) : null;
}

public sealed record ServiceListView(IReadOnlyList<ServiceView> Services, string? NextCursor);

public sealed record CustomerLimitsView(int? Active, int? PerDay);

public sealed record PriceView(decimal Amount, string Currency);

public sealed record QuestionView(string Id, string Text, string Type, bool Required, IReadOnlyList<string> Options)
{
    public static QuestionView Of(Question q) => new(q.Id, q.Text, ServiceWords.Of(q.Type), q.Required, [.. q.Options]);
}
