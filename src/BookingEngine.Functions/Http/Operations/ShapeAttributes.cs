namespace BookingEngine.Functions.Http.Operations;

/// <summary>The name and the description of an answer's schema in the API document.</summary>
/// <param name="name">In a generic type, <c>{0}</c> is the name of its argument.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShapeAttribute(string name, string description) : Attribute
{
    public string Name => name;

    public string Description => description;
}

/// <summary>The description of an answer's field. A field without it has the description of the request's field with the same name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(string description) : Attribute
{
    public string Description => description;

    /// <summary>The format of a string.</summary>
    public string? Format { get; init; }

    /// <summary>Whether some answers omit the field.</summary>
    public bool IsOptional { get; init; }
}
