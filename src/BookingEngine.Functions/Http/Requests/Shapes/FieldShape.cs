namespace BookingEngine.Functions.Http.Requests.Shapes;

/// <summary>One field of a request in the API document.</summary>
public sealed record FieldShape(string Name, string? Description, bool IsRequired, ValueShape Value);
