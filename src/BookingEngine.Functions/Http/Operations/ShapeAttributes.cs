namespace BookingEngine.Functions.Http.Operations;

/// <summary>The name and description of a shape of answers in the API document.</summary>
/// <param name="name"><c>{0}</c> stands for the name of a generic type's argument.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShapeAttribute(string name, string description) : Attribute
{
    public string Name => name;

    public string Description => description;
}

/// <summary>What the API document says of a field of an answer. A field without it has the description of the request's field of the same name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(string description) : Attribute
{
    public string Description => description;

    /// <summary>The format of a text, where its type does not say it.</summary>
    public string? Format { get; init; }

    /// <summary>Whether some answers leave it out.</summary>
    public bool IsOptional { get; init; }
}
