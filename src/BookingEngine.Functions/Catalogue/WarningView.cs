using BookingEngine.Catalogue.Warnings;

namespace BookingEngine.Functions.Catalogue;

[Shape("Warning", "A likely mistake in the catalogue.")]
public sealed record WarningView(
    [property: Field(
        "`no_active_resource`, `hours_leave_no_room`, `grid_leaves_no_start`, `booking_limit_leaves_no_room`, `duration_never_fits`, `validity_leaves_no_start`, "
        + "`horizon_within_notice` or `segment_limit_leaves_no_room`. New codes may be added.")] string Code,
    [property: Field("What is wrong, and what to do.")] string Detail)
{
    internal const string Description = "Likely mistakes: the object is saved, but it can rarely or never be booked. Only in the answer to a write, and only if there are any.";

    internal static IReadOnlyList<WarningView> Example => [Of(CatalogueWarning.NoActiveResource(new("cut")))];

    /// <summary>Null for none.</summary>
    public static IReadOnlyList<WarningView>? Of(IReadOnlyList<CatalogueWarning> warnings) => warnings.Count == 0 ? null : [.. warnings.Select(Of)];

    private static WarningView Of(CatalogueWarning warning) => new(warning.Code, warning.Detail);
}
