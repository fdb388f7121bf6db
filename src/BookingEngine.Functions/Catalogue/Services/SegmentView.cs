using BookingEngine.Catalogue;

namespace BookingEngine.Functions.Catalogue.Services;

[Shape("Segment", "A service of a visit.")]
public sealed record SegmentView(
    [property: Field("The service.")] string ServiceId,
    [property: Field("`same` if the resource of the segment before gives it, otherwise `any`.")] string With)
{
    public static SegmentView Of(VisitSegment segment) => new(segment.ServiceId.Value, segment.IsWithSame ? "same" : "any");
}
