using BookingEngine.Times;
using BookingEngine.Unicode;

namespace BookingEngine.Functions.Pages.Staff.Block;

/// <summary>A time to block, or to open again.</summary>
/// <param name="Version">Of the resource, as the page has shown it.</param>
/// <param name="From">As it was entered: local at the resource's place, or with an offset.</param>
/// <param name="Opens">Whether it is opened again.</param>
public sealed record BlockForm(string? Resource, int? Version, SlotInput? From, SlotInput? To, string? Reason, bool Opens) : IRequest<BlockForm>
{
    public const int MaximumReason = 500;

    public static BlockForm Read(RequestFields fields) => new(
        fields.Optional("resource").AnyText(), fields.Optional("version").Whole(0, int.MaxValue), TimeOf(fields, "from"), TimeOf(fields, "to"),
        fields.OptionalText("reason", null, MaximumReason) is { } reason && TextRules.HasVisible(reason) ? reason : null,
        fields.Optional("action").AnyText() == "open");

    private static SlotInput? TimeOf(RequestFields fields, string name) => fields.Optional(name).AnyText() is { } text ? SlotTime.TryRead(text) : null;
}
