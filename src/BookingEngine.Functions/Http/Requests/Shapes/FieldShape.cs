namespace BookingEngine.Functions.Http.Requests.Shapes;

/// <summary>One field of a request, as the API document shows it.</summary>
public sealed record FieldShape(string Name, string? Description, bool IsRequired, ValueShape Value);
